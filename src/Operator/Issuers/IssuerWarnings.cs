using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Issuers;

/// <summary>Warns of settings that an operator may not have meant. Writes to the error output, so that an operator who pipes the result sees it.</summary>
internal sealed class IssuerWarnings(StoreRun run, string workspace)
{
    private static readonly string[] Grants = [GrantTypes.TokenExchange, GrantTypes.JwtBearer];

    public async Task WriteAsync(TrustedIssuer issuer, IEnumerable<TrustedIssuer> others, CancellationToken cancellationToken)
    {
        if (issuer.SubjectPrefix.Length == 0 || ClientId.IsWellFormed(issuer.SubjectPrefix))
        {
            Write($"with the prefix \"{issuer.SubjectPrefix}\" a subject of {issuer.Issuer} can equal a user or a client of this server. "
                + "With a prefix that ends with | it cannot.");
        }

        foreach (var other in others.Where(other => Overlap(other.SubjectPrefix, issuer.SubjectPrefix)))
            Write($"a subject of {issuer.Issuer} can equal a subject of {other.Issuer}, because their prefixes begin alike. Take another --subject-prefix.");
        foreach (var clientId in issuer.Clients)
            await CheckAsync(clientId, cancellationToken);
    }

    private async Task CheckAsync(string clientId, CancellationToken cancellationToken)
    {
        var client = await run.Stores.Applications.FindClientAsync(WorkspaceSettings.Usual(workspace), clientId, cancellationToken);
        if (client is null)
            Write($"the workspace {workspace} has no client {clientId} yet.");
        else if (!Grants.Any(client.MayUse))
            Write($"the client {clientId} has no grant to present a token with: \"client set --grant\" gives it {string.Join(" or ", Grants)}.");
    }

    private static bool Overlap(string one, string other) =>
        one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);

    private void Write(string sentence) => run.Error.WriteLine($"Warning: {PlainText.Printable(sentence)}");
}
