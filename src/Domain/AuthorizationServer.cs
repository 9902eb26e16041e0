using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Endpoints;
using Tollgate.Domain.Grants;
using Tollgate.Domain.ProtectedResource;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain;

/// <summary>The table of contents: one line for each client authentication method, grant and endpoint.</summary>
public sealed class AuthorizationServer
{
    public AuthorizationServer(IClientStore clients, ISigningKeys keys, TimeProvider time, Randomness randomness)
    {
        var authenticator = new ClientAuthenticator(
            clients,
            [
                new ClientSecretBasic(),
                new ClientSecretPost(),
            ],
            time);

        Token = new TokenEndpoint(
            authenticator,
            [
                new ClientCredentialsGrant(),
            ],
            new AccessTokenIssuer(keys, time, randomness));

        Metadata = new MetadataEndpoint(Token, [.. authenticator.Methods.Select(method => method.Name)], keys);
        Jwks = new JwksEndpoint(keys);
        Resource = new ResourceEndpoint(new AccessTokenValidator(keys, time));
    }

    public TokenEndpoint Token { get; }

    public MetadataEndpoint Metadata { get; }

    public JwksEndpoint Jwks { get; }

    public ResourceEndpoint Resource { get; }
}
