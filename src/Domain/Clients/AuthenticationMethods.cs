namespace Tollgate.Domain.Clients;

/// <summary>The client authentication methods that a client may be registered for (RFC 7591 §2, token_endpoint_auth_method).</summary>
public static class AuthenticationMethods
{
    public const string ClientSecretBasic = "client_secret_basic";
    public const string ClientSecretPost = "client_secret_post";

    /// <summary>The client presents a JWT of its own, or a token of another issuer that its registration names (RFC 7523 §2.2).</summary>
    public const string PrivateKeyJwt = "private_key_jwt";

    /// <summary>The client is public (RFC 6749 §2.1).</summary>
    public const string None = "none";

    public static readonly IReadOnlyList<string> All = [ClientSecretBasic, ClientSecretPost, PrivateKeyJwt, None];
}
