using System.Globalization;
using System.Text;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Tests.Jwt;

public sealed class JwtReaderTests
{
    private const string Payload = """{"iss":"me","n":1,"aud":"a"}""";

    [Fact]
    public async Task Header_and_claims_are_read_and_the_signature_holds()
    {
        var jwt = JwtReader.Read(await SignAsync());

        Assert.NotNull(jwt);
        Assert.Equal(("ES256", "at+jwt", TestKeys.Es256.KeyId), (jwt.Algorithm, jwt.Type, jwt.KeyId));
        Assert.Equal("me", jwt.Text("iss"));
        Assert.Null(jwt.Text("n"));
        Assert.Null(jwt.Text("missing"));
        Assert.True(jwt.IsSignedBy(TestKeys.Es256.PublicKey));
        Assert.False(jwt.IsSignedBy(TestKeys.OtherEs256.PublicKey));
        Assert.False(jwt.IsSignedBy(TestKeys.Rs256.PublicKey));
    }

    [Fact]
    public async Task The_writer_makes_what_the_reader_reads()
    {
        foreach (var key in new SigningKey[] { TestKeys.Es256, TestKeys.Rs256, TestKeys.Ps256 })
        {
            var token = await JwtWriter.WriteAsync(key, "test+jwt", Encoding.UTF8.GetBytes(Payload), TestContext.Current.CancellationToken);
            var jwt = JwtReader.Read(token);

            Assert.Equal((key.Algorithm, "test+jwt", key.KeyId), (jwt?.Algorithm, jwt?.Type, jwt?.KeyId));
            Assert.Equal(Payload, jwt?.Payload.GetRawText());
            Assert.True(jwt?.IsSignedBy(key.PublicKey));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("{0}")]
    [InlineData("{0}.{1}")]
    [InlineData("{0}.{1}.{2}.")]
    [InlineData(".{0}.{1}.{2}")]
    [InlineData("{0}..{1}.{2}")]
    [InlineData("{0}.{1}..{2}")]
    [InlineData("{0}.{1}.{2}.{2}")]
    [InlineData("{0}.{1}.{2}.{2}.{2}")]
    [InlineData(".{1}.{2}")]
    [InlineData("{0}..{2}")]
    public async Task A_text_without_exactly_three_parts_is_no_token(string form) =>
        Assert.Null(JwtReader.Read(string.Format(CultureInfo.InvariantCulture, form, (await SignAsync()).Split('.'))));

    [Theory]
    [InlineData("=")]
    [InlineData("==")]
    [InlineData("%")]
    [InlineData("%%")]
    [InlineData("%3D")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("\t")]
    [InlineData("\v")]
    [InlineData("\0")]
    [InlineData("+")]
    [InlineData("/")]
    [InlineData("é")]
    public async Task Padding_and_other_characters_are_not_base64url(string extra)
    {
        var parts = (await SignAsync()).Split('.');

        Assert.Null(JwtReader.Read($"{parts[0]}{extra}.{parts[1]}.{parts[2]}"));
        Assert.Null(JwtReader.Read($"{parts[0]}.{parts[1]}{extra}.{parts[2]}"));
        Assert.Null(JwtReader.Read($"{parts[0]}.{parts[1]}.{parts[2]}{extra}"));
        Assert.Null(JwtReader.Read($"{extra}{parts[0]}.{parts[1]}.{parts[2]}"));
    }

    [Fact]
    public async Task A_signature_has_only_one_valid_text()
    {
        var token = await SignAsync();
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var last = alphabet.IndexOf(token[^1], StringComparison.Ordinal);

        // The signature has 64 octets, so the last base64url character has four unused bits.
        for (var unused = 1; unused < 16; unused++)
        {
            var jwt = JwtReader.Read(token[..^1] + alphabet[last + unused]);

            Assert.False(jwt?.IsSignedBy(TestKeys.Es256.PublicKey) ?? false, "Another text of the same signature was taken.");
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("1")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{} // comment")]
    [InlineData("""{"a":1,}""")]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"o":{"a":1,"a":1}}""")]
    [InlineData("{a:1}")]
    public void Parts_that_are_not_one_strict_JSON_object_are_no_token(string json)
    {
        Assert.Null(JwtReader.Read($"{Jws.Encode(json)}.{Jws.Encode("{}")}.AA"));
        Assert.Null(JwtReader.Read($"{Jws.Encode("{}")}.{Jws.Encode(json)}.AA"));
        Assert.NotNull(JwtReader.Read($"{Jws.Encode("{}")}.{Jws.Encode("{}")}.AA"));
    }

    [Fact]
    public void Octets_that_are_not_UTF8_are_no_token()
    {
        var octets = Jws.Encode([.. "{\"a\":\""u8, 0xFF, .. "\"}"u8]);

        Assert.Null(JwtReader.Read($"{octets}.{Jws.Encode("{}")}.AA"));
        Assert.Null(JwtReader.Read($"{Jws.Encode("{}")}.{octets}.AA"));
    }

    [Fact]
    public void A_deeply_nested_text_is_no_token()
    {
        var deep = "{\"a\":" + new string('[', 5000) + new string(']', 5000) + "}";

        Assert.Null(JwtReader.Read($"{Jws.Encode(deep)}.{Jws.Encode("{}")}.AA"));
    }

    [Fact]
    public void A_huge_text_is_no_token()
    {
        static string withPayload(int length) => $"{Jws.Encode("{}")}.{Jws.Encode($$"""{"a":"{{new string('x', length)}}"}""")}.AA";

        Assert.NotNull(JwtReader.Read(withPayload(12_200)));
        Assert.Null(JwtReader.Read(withPayload(13_000)));
        Assert.Null(JwtReader.Read(new string('A', 5_000_000)));
    }

    [Fact]
    public void The_longest_token_that_is_read_has_16_KiB()
    {
        static string ofLength(int length) => $"{Jws.Encode("{}")}.{Jws.Encode("{}")}.".PadRight(length, 'A');

        Assert.NotNull(JwtReader.Read(ofLength(JwtReader.MaximumLength)));
        Assert.Null(JwtReader.Read(ofLength(JwtReader.MaximumLength + 2)));
        Assert.Equal(16_384, JwtReader.MaximumLength);
    }

    [Theory]
    [InlineData("\"a\"", true)]
    [InlineData("[\"a\"]", true)]
    [InlineData("[\"b\",\"a\"]", true)]
    [InlineData("[1,null,\"a\"]", true)]
    [InlineData("\"b\"", false)]
    [InlineData("\"A\"", false)]
    [InlineData("\"a b\"", false)]
    [InlineData("[]", false)]
    [InlineData("[[\"a\"]]", false)]
    [InlineData("{\"a\":1}", false)]
    [InlineData("null", false)]
    public void The_audience_is_a_text_or_an_array_of_texts(string audience, bool isNamed)
    {
        var jwt = JwtReader.Read($"{Jws.Encode("{}")}.{Jws.Encode($$"""{"aud":{{audience}}}""")}.AA");

        Assert.Equal(isNamed, jwt!.HasAudience("a"));
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("1300819380", 1300819380L)]
    [InlineData("1300819380.75", 1300819380L)]
    [InlineData("1.3e9", 1300000000L)]
    [InlineData("-1", null)]
    [InlineData("253402300800", null)]
    [InlineData("\"1300819380\"", null)]
    [InlineData("true", null)]
    [InlineData("null", null)]
    public void A_time_is_a_number_of_seconds(string json, long? seconds)
    {
        var jwt = JwtReader.Read($"{Jws.Encode("{}")}.{Jws.Encode($$"""{"exp":{{json}}}""")}.AA");

        Assert.Equal(seconds, jwt!.Time("exp")?.ToUnixTimeSeconds());
    }

    private static Task<string> SignAsync() => Jws.SignAsync(TestKeys.Es256, Jws.Header(TestKeys.Es256), Payload);
}
