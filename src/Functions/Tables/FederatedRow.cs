using Tollgate.Domain.Clients;

namespace Tollgate.Functions.Tables;

/// <summary>One federated credential of a client inside its row.</summary>
internal sealed record FederatedRow(string Kind, string[] Issuers, string[] Audiences, RequiredClaim[] Claims, string? JwkSet)
{
    public FederatedCredential ToCredential() => new(Issuers) { Kind = Kind, Audiences = Audiences, Claims = Claims, JwkSet = JwkSet };

    public static FederatedRow Of(FederatedCredential credential) =>
        new(credential.Kind, [.. credential.Issuers], [.. credential.Audiences], [.. credential.Claims], credential.JwkSet);
}
