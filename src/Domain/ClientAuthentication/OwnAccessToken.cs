using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SenderConstraint;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>
/// At token exchange, a client with a secret may send an access token that it got for itself instead of its secret, with or without
/// <c>Bearer</c>, as a published guide prints it. This is no registered method, so the metadata does not list it.
/// </summary>
public sealed class OwnAccessToken(LiveTokens tokens, SenderProofs proofs) : IClientAuthenticationMethod
{
    private static readonly OAuthError Invalid =
        OAuthError.InvalidClient("The access token in the Authorization header is not a valid one of the client itself.");

    public string Name => "access_token";

    public bool IsAdvertised => false;

    public CredentialPlaces Reads => CredentialPlaces.Header;

    public bool AppliesTo(EndpointRequest request) =>
        request.Parameters.Unquoted("grant_type") == GrantTypes.TokenExchange && proofs.TokenOf(request) is not null;

    public OAuthResult<ClientCredentials> Read(EndpointRequest request)
    {
        var token = proofs.TokenOf(request)!.Text;
        if (JwtReader.Read(token)?.Text("client_id") is not { } clientId)
            return Invalid;
        return request.Parameters["client_id"] is { } other && other != clientId
            ? OAuthError.InvalidRequest("The client_id in the body is not the one that the access token in the Authorization header was issued to.")
            : new ClientCredentials(clientId, token);
    }

    /// <summary>A client with keys must prove that it has them. A token could be stolen.</summary>
    public bool IsAllowedFor(Client client) => client is { IsPublic: false, Secrets.Count: > 0, Keys: null, Federated.Count: 0 };

    public async ValueTask<ClientProof> ProveAsync(
        EndpointRequest request, ClientCredentials presented, Client? client, CancellationToken cancellationToken)
    {
        var (claims, _) = await proofs.CheckAsync(
            request,
            proofs.TokenOf(request)!,
            await tokens.ValidateAsync(request.Workspace, presented.Secret!, cancellationToken),
            cancellationToken);
        return !claims.IsError && claims.Value.Subject == client?.ClientId && claims.Value.ClientId == client.ClientId && claims.Value.Actor is null
            // A token for another audience is refused: the API that it is meant for could present it too.
            && claims.Value.Audience == request.Workspace.DefaultAudience
            ? ClientProof.Proved
            // The error of a proof says what the client must send, which may be a nonce.
            : ClientProof.FailedWith(claims.Error is { Code: ErrorCodes.InvalidDpopProof or ErrorCodes.UseDpopNonce } error ? error : Invalid);
    }
}
