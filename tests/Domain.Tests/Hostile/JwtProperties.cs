using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using Tollgate.Domain.Jwt;

namespace Tollgate.Domain.Tests.Hostile;

/// <summary>JWTs with claims of any kind.</summary>
public sealed class JwtProperties
{
    private static readonly string[] Claims = ["iss", "aud", "exp", "iat", "sub", "jti", "act", "scope"];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e308", "-1e400", "253402300799", "253402300799.99999", "99999999999999999999999", "1.5", "\"\"", "\"text\"", "\"\\ud800\"",
        "\"\\u0000\"", "[]", "[null]", "[\"\\ud800\",1,{}]", "{}", "{\"sub\":{}}", "{\"a\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}",
    ];

    [Fact]
    public void Hostile_text_is_refused_or_three_parts() => Property.Holds(
        Gen.OneOf(Input.Text, Input.VisibleAscii.Three().Select(parts => $"{parts.Item1}.{parts.Item2}.{parts.Item3}")), text =>
        {
            if (JwtReader.Read(text) is not null)
                Assert.Matches("^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\z", text);
        });

    [Fact]
    public void Claims_of_the_wrong_kind_are_no_claims() => Property.Holds(
        Gen.Elements(Claims).Zip(Gen.OneOf(Gen.Elements(Values), Input.Text.Select(text => JsonSerializer.Serialize(text)))), claim =>
        {
            var json = $$"""{"{{claim.Item1}}":{{claim.Item2}}}""";
            if (JwtReader.Read($"{Jws.Encode("""{"alg":"ES256","kid":"k"}""")}.{Jws.Encode(json)}.AA") is not { } jwt)
                return;
            foreach (var name in Claims)
            {
                _ = jwt.Text(name);
                Assert.InRange(jwt.Time(name) ?? DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
            }

            jwt.HasAudience("me");
            Assert.False(jwt.IsSignedBy(TestKeys.Es256.PublicKey));
        });

    [Fact]
    public async Task A_changed_token_is_refused_or_unsigned()
    {
        var token = await SignedAsync("""{"iss":"me","sub":"alice","exp":2000000000}""");
        var content = token[..token.LastIndexOf('.')];
        Property.Holds(Input.Mutated(token), text =>
        {
            var isSigned = JwtReader.Read(text) is { } jwt && jwt.IsSignedBy(TestKeys.Es256.PublicKey);
            // The last base64url character of the signature has unused bits. A change of those bits leaves the signature valid.
            Assert.True(!isSigned || text.StartsWith(content + '.', StringComparison.Ordinal), text);
        });
    }

    [Fact]
    public void Claims_are_read_as_they_were_written() => Property.Holds(Input.Unicode, text =>
    {
        var token = SignedAsync(JsonSerializer.Serialize(new { sub = text, aud = new[] { "me", text } })).GetAwaiter().GetResult();
        if (token.Length > JwtReader.MaximumLength)
            return;
        var jwt = JwtReader.Read(token)!;
        Assert.Equal(text, jwt.Text("sub"));
        Assert.True(jwt.HasAudience(text));
        Assert.True(jwt.IsSignedBy(TestKeys.Es256.PublicKey));
    });

    private static async Task<string> SignedAsync(string payload) =>
        await JwtWriter.WriteAsync(TestKeys.Es256, "at+jwt", Encoding.UTF8.GetBytes(payload), TestContext.Current.CancellationToken);
}
