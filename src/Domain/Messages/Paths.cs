namespace Tollgate.Domain.Messages;

/// <summary>The paths of the endpoints below the issuer.</summary>
public static class Paths
{
    public const string Authorize = "/authorize";
    public const string PushedAuthorizationRequest = "/par";
    public const string SignIn = "/sign-in";
    public const string Consent = "/consent";
    public const string EndSession = "/sign-out";
    public const string Device = "/device";
    public const string DeviceAuthorization = "/device-authorization";
    public const string Introspect = "/introspect";
    public const string Revoke = "/revoke";
    public const string Token = "/token";
    public const string UserInfo = "/userinfo";
    public const string Jwks = "/.well-known/jwks.json";
    public const string OpenIdConfiguration = "/.well-known/openid-configuration";
    public const string AuthorizationServerMetadata = "/.well-known/oauth-authorization-server";
    public const string Resource = "/resource";
    public const string Applications = "/apps";
    public const string ApplicationRequest = "/apps/request";
    public const string Registration = "/register";
    public const string Invitation = "/invitation";
}
