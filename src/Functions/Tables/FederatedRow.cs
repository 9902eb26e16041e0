using Tollgate.Domain.Clients;

namespace Tollgate.Functions.Tables;

/// <summary>One federated credential of a client inside its row.</summary>
internal sealed record FederatedRow(string Issuer, string Audience, RequiredClaim[] Claims, string? JwkSet)
{
    public FederatedCredential ToCredential() => new(Issuer, Audience) { Claims = Claims, JwkSet = JwkSet };

    public static FederatedRow Of(FederatedCredential credential) =>
        new(credential.Issuer, credential.Audience, [.. credential.Claims], credential.JwkSet);
}
