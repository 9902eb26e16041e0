using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Issuers;

/// <summary>What an operator may not have meant, on the error output, so that nobody who pipes the result away misses it.</summary>
internal sealed class IssuerWarnings(StoreRun run, string workspace)
{
    private static readonly string[] Grants = [GrantTypes.TokenExchange, GrantTypes.JwtBearer];

    public async Task WriteAsync(TrustedIssuer issuer, IEnumerable<TrustedIssuer> others, CancellationToken cancellationToken)
    {
        if (issuer.SubjectPrefix.Length == 0 || ClientId.IsWellFormed(issuer.SubjectPrefix))
        {
            Write($"with the prefix \"{issuer.SubjectPrefix}\" a subject of {issuer.Issuer} can be equal to a user or a client of this server. "
                + "A prefix that ends with | cannot.");
        }

        foreach (var other in others.Where(other => Overlap(other.SubjectPrefix, issuer.SubjectPrefix)))
            Write($"subjects of {issuer.Issuer} cannot be told from those of {other.Issuer}, whose prefix begins alike. Take another --subject-prefix.");
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
