namespace Tollgate.Domain.Clients;

/// <summary>Where the public keys of a client are: in its registration, or at an address of the client (RFC 7591 §2, jwks and jwks_uri).</summary>
public sealed record ClientKeys
{
    /// <summary>The size of the JWK Set at the address at most, in bytes.</summary>
    public const int MaximumSize = 64 * 1024;

    private ClientKeys(string? jwkSet, string? jwksUri)
    {
        JwkSet = jwkSet;
        JwksUri = jwksUri;
    }

    /// <summary>The JWK Set as JSON. Null when <see cref="JwksUri"/> has the keys.</summary>
    public string? JwkSet { get; }

    public string? JwksUri { get; }

    public static ClientKeys In(string jwkSet) => new(jwkSet, null);

    public static ClientKeys At(string jwksUri) => new(null, jwksUri);
}
