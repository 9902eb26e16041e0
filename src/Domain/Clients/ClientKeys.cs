using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Domain.Keys;

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

    /// <summary>The keys in one line for people: the address, or the thumbprints (RFC 7638).</summary>
    public string Summary => JwksUri ?? string.Join(' ', JsonWebKeySet.Parse(Encoding.UTF8.GetBytes(JwkSet!))
        .Where(key => PublicKey.Of(key).Any()).Select(key => key.Thumbprint()));
}

/// <summary>Source-generated JSON of this room.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ClientsJson : JsonSerializerContext;
