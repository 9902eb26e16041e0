using Tollgate.Domain.Clients;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>
/// private_key_jwt: the client presents a JWT (RFC 7521 §4.2, RFC 7523 §2.2). Either the client has signed the JWT with its own key, or the
/// JWT is a token of another issuer that the registration of the client names.
/// </summary>
public sealed class ClientAssertion(IReadOnlyList<IAssertionProof> proofs) : IClientAuthenticationMethod
{
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public string Name => AuthenticationMethods.PrivateKeyJwt;

    public CredentialPlaces Reads => CredentialPlaces.Assertion;

    public bool AppliesTo(EndpointRequest request) => request.Parameters.Contains("client_assertion");

    public OAuthResult<ClientCredentials> Read(EndpointRequest request)
    {
        if (request.Parameters["client_assertion_type"] is not { } type)
            return OAuthError.InvalidRequest("The client_assertion_type is missing.");
        if (type != Type)
            return OAuthError.InvalidClient("The client_assertion_type is not one that this server knows.");
        if (JwtReader.Read(request.Parameters["client_assertion"]!) is not { } assertion)
            return OAuthError.InvalidClient("The client_assertion is not a signed JWT.");
        return (request.Parameters["client_id"] ?? assertion.Text("sub")) is { } clientId
            ? new ClientCredentials(clientId, null) { Assertion = assertion }
            : OAuthError.InvalidClient("The client_assertion does not name its client.");
    }

    public bool IsAllowedFor(Client client) =>
        (client.TokenEndpointAuthMethod is null or AuthenticationMethods.PrivateKeyJwt) && (client.Keys is not null || client.Federated.Count > 0);

    /// <summary>An unknown client is refused at once: there is no key to verify with. Identifiers of clients are no secrets.</summary>
    public async ValueTask<ClientProof> ProveAsync(
        EndpointRequest request, ClientCredentials presented, Client? client, CancellationToken cancellationToken)
    {
        if (client is null || !IsAllowedFor(client))
            return ClientProof.Failed;
        foreach (var proof in proofs)
            if (proof.AppliesTo(client, presented.Assertion!))
                return await proof.ProveAsync(request, presented.Assertion!, client, cancellationToken);
        return ClientProof.FailedBecause($"client {client.ClientId} has no credentials that fit the issuer of the assertion");
    }
}

/// <summary>A kind of client assertion, and how it proves a client.</summary>
public interface IAssertionProof
{
    /// <summary>Whether the assertion claims to be of this kind. Nothing about it is verified yet.</summary>
    bool AppliesTo(Client client, JwtReader assertion);

    ValueTask<ClientProof> ProveAsync(EndpointRequest request, JwtReader assertion, Client client, CancellationToken cancellationToken);
}
