using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tollgate.TestKit.Signing;

namespace Tollgate.TestKit;

/// <summary>A sender with a key of its own. It makes DPoP proofs (RFC 9449 §4.2) without the code of the product.</summary>
public sealed class DpopSender : IDisposable
{
    private readonly AssertionSigner _signer;
    private readonly JsonObject _jwk;

    public DpopSender(string algorithm = "ES256", int rsaSize = 2048)
        : this(AssertionSigner.New(algorithm, keyId: null, rsaSize))
    {
    }

    public DpopSender(AssertionSigner signer)
    {
        _signer = signer;
        var algorithm = signer.Algorithm;
        var jwk = _signer.Jwk();
        // The order is that of RFC 7638 §3.
        string[] members = algorithm[0] == 'E' ? ["crv", "kty", "x", "y"] : ["e", "kty", "n"];
        _jwk = new JsonObject(members.Select(name => KeyValuePair.Create(name, jwk[name]?.DeepClone())));
        Thumbprint = Encoded(SHA256.HashData(Encoding.UTF8.GetBytes(_jwk.ToJsonString())));
    }

    /// <summary>The jkt of the key.</summary>
    public string Thumbprint { get; }

    public static string HashOf(string accessToken) => Encoded(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)));

    /// <param name="change">Changes the header and the claims before they are signed.</param>
    public string Proof(string method, string address, DateTimeOffset now, Action<JsonObject, JsonObject>? change = null)
    {
        var header = new JsonObject { ["typ"] = "dpop+jwt", ["alg"] = _signer.Algorithm, ["jwk"] = _jwk.DeepClone() };
        var claims = new JsonObject
        {
            ["jti"] = $"{Guid.NewGuid():n}",
            ["htm"] = method,
            ["htu"] = address,
            ["iat"] = now.ToUnixTimeSeconds(),
        };
        change?.Invoke(header, claims);
        return Sign(header.ToJsonString(), claims.ToJsonString());
    }

    /// <summary>A proof beside an access token.</summary>
    public string Proof(string method, string address, DateTimeOffset now, string accessToken, string? nonce = null) =>
        Proof(method, address, now, (_, claims) =>
        {
            claims["ath"] = HashOf(accessToken);
            if (nonce is not null)
                claims["nonce"] = nonce;
        });

    /// <summary>Signs texts that need not be JSON.</summary>
    public string Sign(string header, string claims) => _signer.Sign(header, claims);

    public string PrivatePem() => _signer.PrivatePem();

    public void Dispose() => _signer.Dispose();

    private static string Encoded(ReadOnlySpan<byte> octets) => Base64Url.EncodeToString(octets);
}
