using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Tests.Keys;

public sealed class JsonWebKeySetTests
{
    private static readonly byte[] Data = [1, 2, 3];

    [Fact]
    public async Task A_key_verifies_a_signature_of_its_owner()
    {
        var key = Assert.Single(Of(Ec()));

        Assert.Equal(("ES256", "a-kid"), (key.Algorithm, key.KeyId));
        var signature = await TestKeys.OtherEs256.SignAsync(Data, TestContext.Current.CancellationToken);
        Assert.True(key.Verify(Data, signature));
    }

    [Fact]
    public async Task An_RSA_key_without_alg_serves_all_algorithms_of_RSA()
    {
        var keys = Of(Rsa());

        Assert.Equal(["PS256", "PS384", "PS512", "RS256", "RS384", "RS512"], keys.Select(key => key.Algorithm));
        var rs256 = await TestKeys.Rs256.SignAsync(Data, TestContext.Current.CancellationToken);
        var ps256 = await TestKeys.Ps256.SignAsync(Data, TestContext.Current.CancellationToken);
        Assert.Equal(["RS256"], keys.Where(key => key.Verify(Data, rs256)).Select(key => key.Algorithm));
        Assert.Equal(["PS256"], keys.Where(key => key.Verify(Data, ps256)).Select(key => key.Algorithm));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("RS512")]
    [InlineData("PS384")]
    public void A_key_with_alg_serves_only_that_algorithm(string algorithm) =>
        Assert.Equal(algorithm, Assert.Single(Of(Rsa("alg", $"\"{algorithm}\""))).Algorithm);

    [Fact]
    public void Without_a_kid_the_thumbprint_is_the_kid() =>
        Assert.Equal(TestKeys.OtherEs256.KeyId, Assert.Single(Of(Ec("kid", null))).KeyId);

    public static TheoryData<string, string?> WrongEc => new()
    {
        { "kty", "\"oct\"" }, { "kty", "\"OKP\"" }, { "kty", "\"ec\"" }, { "kty", "\"RSA\"" }, { "kty", null }, { "kty", "7" }, { "kty", "null" },
        { "use", "\"enc\"" }, { "use", "\"\"" }, { "use", "7" },
        { "alg", "\"ES384\"" }, { "alg", "\"RS256\"" }, { "alg", "\"HS256\"" }, { "alg", "\"none\"" }, { "alg", "\"\"" },
        { "crv", "\"P-384\"" }, { "crv", "\"secp256k1\"" }, { "crv", null },
        { "x", null }, { "x", "\"\"" }, { "x", "7" }, { "x", "\"AAAA\"" }, { "x", "\"!!!!\"" },
        { "x", $"\"{new string('A', 43)}\"" }, { "x", $"\"{new string('_', 42)}8\"" }, { "x", $"\"{new string('A', 42)}=\"" },
        { "y", null }, { "y", $"\"{new string('A', 43)}\"" }, { "y", $"\" {new string('A', 43)}\"" },
        { "kid", "7" },
    };

    [Theory]
    [MemberData(nameof(WrongEc))]
    public void An_invalid_EC_key_is_left_out_and_the_other_keys_stay(string member, string? json)
    {
        var keys = Of(Ec(member, json), Rsa("alg", "\"RS256\""));

        Assert.Equal("RS256", Assert.Single(keys).Algorithm);
    }

    public static TheoryData<string, string?> WrongRsa => new()
    {
        { "kty", "\"EC\"" }, { "use", "\"enc\"" }, { "alg", "\"RS1\"" }, { "alg", "\"ES256\"" }, { "alg", "\"RSA-OAEP\"" },
        { "n", null }, { "n", "\"\"" }, { "n", "\"AQAB\"" }, { "n", $"\"{new string('_', 171)}\"" }, { "n", $"\"{new string('_', 1400)}\"" },
        { "n", "[]" }, { "e", null }, { "e", "\"\"" }, { "e", $"\"{new string('_', 40)}\"" }, { "e", "65537" }, { "e", "\"A Q A B\"" },
    };

    [Theory]
    [MemberData(nameof(WrongRsa))]
    public void An_invalid_RSA_key_is_left_out_and_the_other_keys_stay(string member, string? json) =>
        Assert.Equal("ES256", Assert.Single(Of(Rsa(member, json), Ec())).Algorithm);

    [Theory]
    [InlineData("n", "AA")]
    [InlineData("e", "AA")]
    [InlineData("e", "AQ")]
    [InlineData("e", "Ag")]
    public void Numbers_that_make_no_RSA_key_verify_nothing_and_break_nothing(string member, string value)
    {
        // The modulus has 256 octets of zero, or the exponent is 0, 1 or 2.
        var keys = Of(Rsa(member, $"\"{(member == "n" ? new string('A', 342) : value)}\""));

        foreach (var key in keys)
        {
            Assert.False(key.Verify(Data, new byte[256]));
            Assert.False(key.Verify(Data, Enumerable.Repeat((byte)0x7F, 256).ToArray()));
        }
    }

    [Fact]
    public void A_key_with_the_exponent_1_is_refused_because_any_caller_could_sign() => Assert.Empty(Of(Rsa("e", "\"AQ\"")));

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"key\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"kty":"oct","k":"AAAA"}""")]
    [InlineData("""{"kty":"EC","\ud800":"x"}""")]
    [InlineData("""{"kty":"EC","kid":"\ud800"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"\ud800","y":"\ud800"}""")]
    [InlineData("""{"kty":{"kty":"EC"}}""")]
    public void Other_values_in_the_list_do_not_affect_the_keys(string json)
    {
        var set = Encoding.UTF8.GetBytes($$"""{"keys":[{{json}},{{Ec().ToJsonString()}},{{json}}]}""");

        Assert.Single(JsonWebKeySet.Parse(set).SelectMany(PublicKey.Of));
    }

    [Fact]
    public void A_key_that_is_in_the_set_twice_does_no_harm()
    {
        Assert.Equal(2, Of(Ec(), Ec()).Length);
        Assert.Equal(["a-kid", "a-kid"], Of(Ec(), Rsa("alg", "\"RS256\"")).Select(key => key.KeyId));
    }

    [Fact]
    public void Unknown_members_do_no_harm() =>
        Assert.Single(Of(Ec("x5c", "[\"AAAA\"]"), Ec("use", "\"decoration\"")));

    [Fact]
    public void A_set_may_be_empty() => Assert.Empty(JsonWebKeySet.Parse("""{"keys":[],"more":1}"""u8));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":null}""")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[}""")]
    [InlineData("<html></html>")]
    public void A_text_that_is_no_JWK_Set_is_an_error(string json) => Assert.ThrowsAny<JsonException>(() => JsonWebKeySet.Parse(Encoding.UTF8.GetBytes(json)));

    private static PublicKey[] Of(params JsonObject[] keys) =>
        [.. JsonWebKeySet.Parse(Encoding.UTF8.GetBytes(new JsonObject { ["keys"] = new JsonArray(keys) }.ToJsonString())).SelectMany(PublicKey.Of)];

    private static JsonObject Ec(string? member = null, string? json = null) => With(member, json, new JsonObject
    {
        ["kty"] = "EC",
        ["kid"] = "a-kid",
        ["crv"] = "P-256",
        ["x"] = TestKeys.OtherEs256.PublicKey.JsonWebKey.X,
        ["y"] = TestKeys.OtherEs256.PublicKey.JsonWebKey.Y,
    });

    private static JsonObject Rsa(string? member = null, string? json = null) => With(member, json, new JsonObject
    {
        ["kty"] = "RSA",
        ["kid"] = "a-kid",
        ["n"] = TestKeys.Rs256.PublicKey.JsonWebKey.Modulus,
        ["e"] = TestKeys.Rs256.PublicKey.JsonWebKey.Exponent,
    });

    private static JsonObject With(string? member, string? json, JsonObject key)
    {
        if (member is not null && json is null)
            key.Remove(member);
        else if (member is not null)
            key[member] = JsonNode.Parse(json!);
        return key;
    }
}
