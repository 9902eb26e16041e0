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

    /// <summary>RFC 7591 §2 gives this name to the grant of response_type=token. It is never sent as a grant_type.</summary>
    public const string Implicit = "implicit";

    /// <summary>Every grant type that a client can be registered for.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        AuthorizationCode, RefreshToken, ClientCredentials, DeviceCode, TokenExchange, JwtBearer, Password, Implicit,
    ];

    /// <summary>
    /// The grant types that the pages and the registration endpoint accept. Only the command line can give a client a legacy grant type.
    /// </summary>
    public static readonly IReadOnlyList<string> Offered = [AuthorizationCode, RefreshToken, ClientCredentials, DeviceCode, TokenExchange, JwtBearer];

    /// <summary>Grants that OAuth 2.1 dropped, for clients that cannot use another grant yet.</summary>
    public static readonly IReadOnlyList<string> Legacy = [Password, Implicit];
}
