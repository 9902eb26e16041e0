using System.Buffers;
using System.Text.Json;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;
using Tollgate.Functions.Signing;

namespace Tollgate.Functions.Demo;

/// <summary>
/// The demo's external identity provider: an issuer with a key of its own. LocalHost publishes the key, and the operator command
/// makes the tokens.
/// </summary>
public sealed class ExternalIdentityProvider(string keysFolder, Uri issuer, TimeProvider time, Randomness randomness)
{
    public const string JwksPath = "/demo-idp/jwks.json";
    public const string MetadataPath = "/demo-idp/.well-known/openid-configuration";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly LocalSigningKeys _keys = new(keysFolder, [SigningAlgorithms.ES256], "demo-idp");

    public string Issuer => DemoData.ExternalIssuer(issuer);

    public async ValueTask<ReadOnlyMemory<byte>> JwksAsync(CancellationToken cancellationToken) =>
        (await _keys.PublishedAsync(cancellationToken)).Document.Body;

    public ReadOnlyMemory<byte> Metadata() => Write(json =>
    {
        json.WriteString("issuer", Issuer);
        json.WriteString("jwks_uri", issuer.AbsoluteUri.TrimEnd('/') + JwksPath);
    });

    /// <summary>A token for token exchange.</summary>
    public ValueTask<string> MintAsync(string subject, CancellationToken cancellationToken) =>
        MintAsync(subject, DemoData.ExternalAudience, cancellationToken);

    public async ValueTask<string> MintAsync(string subject, string audience, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var payload = Write(json =>
        {
            json.WriteString("iss", Issuer);
            json.WriteString("aud", audience);
            json.WriteString("sub", subject);
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", (now + Lifetime).ToUnixTimeSeconds());
            json.WriteString("jti", randomness.Id());
        });
        var key = await _keys.CurrentAsync(SigningAlgorithms.ES256, cancellationToken);
        return await JwtWriter.WriteAsync(key, "JWT", payload, cancellationToken);
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
