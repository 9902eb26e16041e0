using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Consents;

/// <summary>A client with the consent and the grants that a user has given it.</summary>
/// <param name="Client">Null if the client was removed. Then the consent and the grants have no effect.</param>
/// <param name="Scope">The scopes of the consent that count for this client.</param>
/// <param name="HasConsent">Whether the tables contain a consent, even if it no longer counts.</param>
internal sealed record AllowedClient(string ClientId, Client? Client, ScopeSet Scope, bool HasConsent, IReadOnlyList<OpenOfUser> Grants)
{
    /// <summary>Lists the clients in the order of their ids.</summary>
    public static async Task<List<AllowedClient>> ListAsync(StoreRun run, string workspace, User user, CancellationToken cancellationToken)
    {
        var consents = await run.Stores.Consents.ListAsync(workspace, user.Subject, cancellationToken)
            .ToDictionaryAsync(consent => consent.ClientId, cancellationToken: cancellationToken);
        var grants = await run.Stores.UserIndex.ListOpenAsync(workspace, user.Subject, cancellationToken)
            .Where(open => open.Entry.Kind == UserIndexKind.Grant)
            .ToListAsync(cancellationToken);
        var byClient = grants.ToLookup(open => open.Entry.ClientId!);
        var allowed = new List<AllowedClient>();
        foreach (var id in consents.Keys.Union(byClient.Select(some => some.Key)).Order(StringComparer.Ordinal))
        {
            var client = await run.Stores.Applications.FindClientAsync(WorkspaceSettings.Usual(workspace), id, cancellationToken);
            var consent = consents.GetValueOrDefault(id);
            var counts = client is not null && consent?.Generation == client.ConsentGeneration;
            allowed.Add(new(id, client, counts ? consent?.Scope ?? ScopeSet.Empty : ScopeSet.Empty, consent is not null, [.. byClient[id]]));
        }

        return allowed;
    }
}
