using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Tollgate.Floor;

/// <summary>Answers token requests of one client. There is one key and one kind of token.</summary>
internal sealed class TokenAnswer(string issuer)
{
    private const string Credentials = "Basic ZGVtby1zZXJ2aWNlOmRlbW8tc2VydmljZS1zZWNyZXQ=";

    private static readonly byte[] Expected = Encoding.ASCII.GetBytes(Credentials);
    private static readonly byte[] Header = Base64Url.EncodeToUtf8("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"floor\"}"u8);

    [ThreadStatic]
    private static ECDsa? ThreadKey;

    private readonly byte[] _key = NewKey();

    public Task WriteAsync(HttpContext http)
    {
        if (http.Request.Method != "POST")
            return JwksAsync(http);
        var credentials = Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString());
        if (!CryptographicOperations.FixedTimeEquals(credentials, Expected))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        var body = Encoding.ASCII.GetBytes(
            $$"""{"access_token":"{{Token()}}","token_type":"Bearer","expires_in":600,"scope":"notes.read notes.write"}""");
        return SendAsync(http, body);
    }

    private static Task SendAsync(HttpContext http, byte[] body)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body, 0, body.Length);
    }

    private static byte[] NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }

    private string Token()
    {
        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Span<byte> claims = stackalloc byte[512];
        Utf8.TryWrite(
            claims,
            $$"""{"iss":"{{issuer}}","aud":"{{issuer}}","sub":"demo-service","client_id":"demo-service","iat":{{now}},"exp":{{now + 600}}"""
                + $$""","jti":"{{Base64Url.EncodeToString(id)}}","scope":"notes.read notes.write"}""",
            out var length);
        Span<byte> input = stackalloc byte[Header.Length + 1 + Base64Url.GetEncodedLength(length)];
        Header.CopyTo(input);
        input[Header.Length] = (byte)'.';
        Base64Url.EncodeToUtf8(claims[..length], input[(Header.Length + 1)..]);
        Span<byte> signature = stackalloc byte[64];
        Key().TrySignData(input, signature, HashAlgorithmName.SHA256, out _);
        return $"{Encoding.ASCII.GetString(input)}.{Base64Url.EncodeToString(signature)}";
    }

    private ECDsa Key()
    {
        if (ThreadKey is not null)
            return ThreadKey;
        ThreadKey = ECDsa.Create();
        ThreadKey.ImportPkcs8PrivateKey(_key, out _);
        return ThreadKey;
    }

    /// <summary>The benchmark verifies the tokens with this key.</summary>
    private Task JwksAsync(HttpContext http)
    {
        var point = Key().ExportParameters(false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        return SendAsync(http, Encoding.ASCII.GetBytes($$"""{"keys":[{"kty":"EC","crv":"P-256","kid":"floor","x":"{{x}}","y":"{{y}}"}]}"""));
    }
}
