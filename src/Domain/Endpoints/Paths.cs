namespace Tollgate.Domain.Endpoints;

/// <summary>Where the endpoints lie below the issuer.</summary>
public static class Paths
{
    public const string Token = "/token";
    public const string Jwks = "/.well-known/jwks.json";
    public const string OpenIdConfiguration = "/.well-known/openid-configuration";
    public const string AuthorizationServerMetadata = "/.well-known/oauth-authorization-server";
    public const string Resource = "/resource";
}
