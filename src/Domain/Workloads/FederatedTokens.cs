using System.Runtime.CompilerServices;
using System.Text;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Workloads;

/// <summary>
/// Proves a client by a token of another issuer (RFC 7523 §3). The token is not spent: its issuer gives the same one to a workload until it
/// expires (docs/adr/0025).
/// </summary>
public sealed class FederatedTokens(IForeignKeys foreignKeys, TimeProvider time)
{
    /// <summary>Bounds the signatures that one request lets the server verify.</summary>
    private const int MaximumCandidates = 10;

    /// <summary>The keys of each credential in memory that has a JWK Set. The garbage collector removes them together with the credential.</summary>
    private readonly ConditionalWeakTable<FederatedCredential, IReadOnlyList<PublicKey>> _own = [];

    public static bool Has(Client client, JwtReader token) => client.Federated.Any(credential => IsAt(credential, token));

    public async ValueTask<ClientProof> ProveAsync(Workspace workspace, Client client, JwtReader token, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        try
        {
            foreach (var credential in client.Federated.Where(credential => IsAt(credential, token)))
                if (await FaultAsync(workspace, credential, token, cancellationToken) is { } fault)
                    faults.Add(fault);
                else
                    return ClientProof.Proved;
        }
        catch (TimeoutException exception)
        {
            return ClientProof.FailedWith(OAuthError.TemporarilyUnavailable(
                "The keys of the token's issuer cannot be read.", $"client {client.ClientId}: {exception.InnerException?.Message}"));
        }

        return ClientProof.FailedBecause($"the token of {token.Text("iss")} for client {client.ClientId} {string.Join("; or ", faults.Distinct())}");
    }

    private static bool IsAt(FederatedCredential credential, JwtReader token) =>
        token.Text("iss") is { } issuer && credential.Issuers.Contains(issuer);

    /// <summary>The claims come first, so that a token that fits no credential makes this server fetch no keys.</summary>
    private async ValueTask<string?> FaultAsync(
        Workspace workspace, FederatedCredential credential, JwtReader token, CancellationToken cancellationToken)
    {
        if (FederatedTokenRules.FaultOf(workspace, credential, token, time.GetUtcNow()) is { } fault)
            return fault;
        var keys = await KeysAsync(credential, token, cancellationToken);
        return keys.Where(key => key.Algorithm == token.Algorithm).Take(MaximumCandidates).Any(token.IsSignedBy)
            ? null
            : "has a signature that fits no key of the issuer";
    }

    private async ValueTask<IReadOnlyList<PublicKey>> KeysAsync(
        FederatedCredential credential, JwtReader token, CancellationToken cancellationToken) => credential.JwkSet is null
        ? await foreignKeys.FindAsync(new ForeignKeySource(token.Text("iss")!, null), token.KeyId, cancellationToken)
        : [.. _own.GetValue(credential, Read).Where(key => token.KeyId is null || key.KeyId == token.KeyId)];

    private static IReadOnlyList<PublicKey> Read(FederatedCredential credential) =>
        [.. JsonWebKeySet.Parse(Encoding.UTF8.GetBytes(credential.JwkSet!)).SelectMany(PublicKey.Of)];
}
