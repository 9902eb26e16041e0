using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.SideBySide.Load;

/// <summary>Signs client assertions (RFC 7523 §2.2) and DPoP proofs (RFC 9449 §4.2) with ES256.</summary>
internal sealed class SignedJwts : IDisposable
{
    private readonly JwtPlan _plan;
    private readonly ECDsa _key = ECDsa.Create();
    private readonly string _header;

    public SignedJwts(JwtPlan plan)
    {
        _plan = plan;
        _key.ImportFromPem(File.ReadAllText(plan.KeyFile));
        _header = Encoded(plan.ClientId is null ? $$"""{"typ":"dpop+jwt","alg":"ES256","jwk":{{PublicJwk}}}""" : """{"alg":"ES256"}""");
    }

    private string PublicJwk
    {
        get
        {
            var point = _key.ExportParameters(includePrivateParameters: false).Q;
            return $$"""{"kty":"EC","crv":"P-256","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
        }
    }

    public string JwkSet => $$"""{"keys":[{{PublicJwk}}]}""";

    public List<byte[]> Make(int count) => [.. Enumerable.Range(0, count).Select(_ => Make())];

    public void Dispose() => _key.Dispose();

    private byte[] Make()
    {
        var (now, id) = (DateTimeOffset.UtcNow.ToUnixTimeSeconds(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        var claims = _plan.ClientId is { } client
            ? $$"""{"iss":"{{client}}","sub":"{{client}}","aud":"{{_plan.Target}}","iat":{{now}},"exp":{{now + 300}},"jti":"{{id}}"}"""
            : $$"""{"jti":"{{id}}","htm":"POST","htu":"{{_plan.Target}}","iat":{{now}}}""";
        var signed = $"{_header}.{Encoded(claims)}";
        return Encoding.ASCII.GetBytes($"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}");
    }

    private static string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
