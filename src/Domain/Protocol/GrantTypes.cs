namespace Tollgate.Domain.Protocol;

/// <summary>Registered values of grant_type.</summary>
public static class GrantTypes
{
    public const string AuthorizationCode = "authorization_code";
    public const string ClientCredentials = "client_credentials";
    public const string DeviceCode = "urn:ietf:params:oauth:grant-type:device_code";
    public const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    public const string Password = "password";
    public const string RefreshToken = "refresh_token";

    public const string TokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";

    /// <summary>Never sent as a grant_type; what RFC 7591 §2 calls the grant behind response_type=token.</summary>
    public const string Implicit = "implicit";

    /// <summary>All that a client can be registered for.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        AuthorizationCode, RefreshToken, ClientCredentials, DeviceCode, TokenExchange, JwtBearer, Password, Implicit,
    ];

    /// <summary>What pages and programs can ask for; the legacy ones are the command line's.</summary>
    public static readonly IReadOnlyList<string> Offered = [AuthorizationCode, RefreshToken, ClientCredentials, DeviceCode, TokenExchange, JwtBearer];

    /// <summary>Left out of OAuth 2.1; only for clients that cannot do better yet.</summary>
    public static readonly IReadOnlyList<string> Legacy = [Password, Implicit];
}
