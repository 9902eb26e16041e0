using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Tests.Tokens;

public sealed partial class AccessTokenValidatorTests
{
    private readonly TestServer _server = new();
    private readonly AccessTokenValidator _validator;

    public AccessTokenValidatorTests() => _validator = new(_server.Keys, _server.Time);

    [Fact]
    public async Task A_token_of_this_server_is_taken_and_read()
    {
        var result = await ValidateAsync(await SignAsync(Payload()));

        Assert.Null(result.Error);
        Assert.Equal(
            new AccessTokenClaims
            {
                Issuer = "https://issuer.example",
                Audience = "https://issuer.example",
                Subject = "subject",
                ClientId = "client",
                IssuedAt = _server.Time.GetUtcNow(),
                ExpiresAt = _server.Time.GetUtcNow().AddMinutes(10),
                TokenId = "id",
                Scope = result.Value!.Scope,
            },
            result.Value);
        Assert.Equal("notes.read", result.Value.Scope.Text);
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task Every_algorithm_that_signs_also_verifies(string algorithm)
    {
        var key = await _server.Keys.CurrentAsync(algorithm, TestContext.Current.CancellationToken);

        Assert.Null((await ValidateAsync(await Jws.SignAsync(key, Jws.Header(key), Payload().ToJsonString()))).Error);
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task A_change_in_any_place_breaks_it(string algorithm)
    {
        var key = await _server.Keys.CurrentAsync(algorithm, TestContext.Current.CancellationToken);
        var token = await Jws.SignAsync(key, Jws.Header(key), Payload().ToJsonString());
        var random = new Random(20260104);

        // The last character of a part may have unused bits. JwtReaderTests tests those bits.
        foreach (var place in Enumerable.Range(0, token.Length - 1).Where(i => token[i] != '.' && token[i + 1] != '.'))
        {
            var other = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[random.Next(64)];
            if (other != token[place])
                await RefusedAsync($"{token[..place]}{other}{token[(place + 1)..]}");
        }
    }

    [Fact]
    public async Task Parts_of_two_valid_tokens_make_no_valid_token()
    {
        var one = (await SignAsync(Payload())).Split('.');
        var other = (await SignAsync(With("sub", "somebody-else"))).Split('.');

        await RefusedAsync($"{one[0]}.{other[1]}.{one[2]}");
        await RefusedAsync($"{one[0]}.{one[1]}.{other[2]}");
        await RefusedAsync($"{one[0]}.{one[1]}.");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("")]
    [InlineData("es256")]
    [InlineData("ES384")]
    public async Task The_header_cannot_choose_another_algorithm(string algorithm)
    {
        var token = await Jws.SignAsync(TestKeys.Es256, Jws.Header(TestKeys.Es256, algorithm: algorithm), Payload().ToJsonString());
        var input = token[..token.LastIndexOf('.')];

        await RefusedAsync(token);
        await RefusedAsync(input + ".");
    }

    [Fact]
    public async Task A_header_without_an_algorithm_is_refused() => await RefusedAsync(
        await Jws.SignAsync(TestKeys.Es256, $$"""{"typ":"at+jwt","kid":"{{TestKeys.Es256.KeyId}}"}""", Payload().ToJsonString()));

    [Fact]
    public async Task The_public_key_is_no_HMAC_secret()
    {
        var input = $"{Jws.Encode(Jws.Header(TestKeys.Rs256, algorithm: "HS256"))}.{Jws.Encode(Payload().ToJsonString())}";

        foreach (var secret in TestKeys.PublicRsaOctets())
            await RefusedAsync($"{input}.{Jws.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(input)))}");
    }

    [Fact]
    public async Task A_key_for_RS256_verifies_no_PS256_and_the_other_way_round()
    {
        // The server publishes one RSA key for RS256. It must not accept a PS256 signature of that key.
        await RefusedAsync(await Jws.SignAsync(TestKeys.Ps256, Jws.Header(TestKeys.Rs256, algorithm: "PS256"), Payload().ToJsonString()));
        await RefusedAsync(await Jws.SignAsync(TestKeys.Ps256, Jws.Header(TestKeys.Rs256, algorithm: "RS256"), Payload().ToJsonString()));
        var publishedForPs256 = new AccessTokenValidator(new MemoryKeys(TestKeys.Ps256), _server.Time);
        var token = await Jws.SignAsync(TestKeys.Rs256, Jws.Header(TestKeys.Ps256, algorithm: "RS256"), Payload().ToJsonString());
        Assert.True((await publishedForPs256.ValidateAsync(_server.Workspace, token, TestContext.Current.CancellationToken)).IsError);
    }

    [Theory]
    [InlineData("at+jwt", true)]
    [InlineData("AT+JWT", true)]
    [InlineData("application/at+jwt", true)]
    [InlineData("JWT", false)]
    [InlineData("jwt", false)]
    [InlineData("logout+jwt", false)]
    [InlineData("application/jwt", false)]
    [InlineData("", false)]
    public async Task Only_a_token_with_the_type_of_an_access_token_is_accepted(string type, bool isTaken)
    {
        var token = await Jws.SignAsync(TestKeys.Es256, Jws.Header(TestKeys.Es256, type), Payload().ToJsonString());

        Assert.Equal(isTaken, !(await ValidateAsync(token)).IsError);
    }

    [Theory]
    [InlineData("""{"alg":"ES256","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","kid":"KID","typ":1}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":null}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"unknown"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","crit":["exp"],"exp":1}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","crit":[]}""")]
    [InlineData("""{"alg":"ES256","alg":"ES256","typ":"at+jwt","kid":"KID"}""")]
    public async Task Incomplete_and_unknown_headers_are_refused(string header) => await RefusedAsync(
        await Jws.SignAsync(TestKeys.Es256, header.Replace("KID", TestKeys.Es256.KeyId, StringComparison.Ordinal), Payload().ToJsonString()));

    [Fact]
    public async Task A_key_in_the_header_is_ignored()
    {
        var jwk = TestKeys.OtherEs256.PublicKey.JsonWebKey;
        var embedded = $$"""{"kty":"EC","crv":"P-256","x":"{{jwk.X}}","y":"{{jwk.Y}}"}""";

        await RefusedAsync(await Jws.SignAsync(
            TestKeys.OtherEs256, $$"""{"alg":"ES256","typ":"at+jwt","kid":"{{TestKeys.Es256.KeyId}}","jwk":{{embedded}}}""", Payload().ToJsonString()));
        await RefusedAsync(await Jws.SignAsync(TestKeys.OtherEs256, Jws.Header(TestKeys.OtherEs256), Payload().ToJsonString()));
    }

    [Fact]
    public async Task A_token_with_a_repeated_claim_is_refused()
    {
        var payload = Payload().ToJsonString();

        await RefusedAsync(await Jws.SignAsync(TestKeys.Es256, Jws.Header(TestKeys.Es256), payload.Insert(1, "\"sub\":\"subject\",")));
        await RefusedAsync(await Jws.SignAsync(TestKeys.Es256, Jws.Header(TestKeys.Es256), payload.Insert(1, "\"\\u0073ub\":\"subject\",")));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("253402300800")]
    [InlineData("253402300799.99999999999")]
    [InlineData("1e400")]
    [InlineData("1e300")]
    public async Task A_time_beyond_the_calendar_throws_nothing(string number)
    {
        var payload = With("iat", "NUMBER").ToJsonString().Replace("\"NUMBER\"", number, StringComparison.Ordinal);

        await RefusedAsync(await Jws.SignAsync(TestKeys.Es256, Jws.Header(TestKeys.Es256), payload));
    }

    [Theory]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"\ud800"}""")]
    [InlineData("""{"alg":"ES256","typ":"\udc00","kid":"x"}""")]
    [InlineData("""{"alg":"\ud800","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","\ud800":1}""")]
    public async Task Half_a_surrogate_pair_throws_nothing(string header) => await RefusedAsync(
        $"{Jws.Encode(header.Replace("KID", TestKeys.Es256.KeyId, StringComparison.Ordinal))}.{Jws.Encode(Payload().ToJsonString())}.AA");

    [Theory]
    [InlineData("kid")]
    [InlineData("typ")]
    [InlineData("alg")]
    [InlineData("new")]
    public async Task Octets_that_are_not_UTF8_throw_nothing(string member)
    {
        var header = new Dictionary<string, string> { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = TestKeys.Es256.KeyId, [member] = "\u00FF" };
        var json = "{" + string.Join(',', header.Select(pair => $"\"{pair.Key}\":\"{pair.Value}\"")) + "}";
        var name = json.Replace("new", "\u00FF", StringComparison.Ordinal);

        await RefusedAsync($"{Jws.Encode(Encoding.Latin1.GetBytes(json))}.{Jws.Encode(Payload().ToJsonString())}.AA");
        await RefusedAsync($"{Jws.Encode(Encoding.Latin1.GetBytes(name))}.{Jws.Encode(Payload().ToJsonString())}.AA");
    }

    [Fact]
    public async Task Random_tokens_throw_nothing()
    {
        var random = new Random(20260105);
        var good = await SignAsync(Payload());
        for (var round = 0; round < 2000; round++)
        {
            var octets = Encoding.Latin1.GetBytes(good);
            for (var changes = random.Next(1, 6); changes > 0; changes--)
                octets[random.Next(octets.Length)] = (byte)random.Next(256);

            await ValidateAsync(Encoding.Latin1.GetString(octets));
            await ValidateAsync($"{Jws.Encode(octets.AsSpan(0, random.Next(60)))}.{Jws.Encode(octets.AsSpan(60, 20))}.{Jws.Encode(octets.AsSpan(80, 64))}");
        }
    }

    private JsonObject Payload()
    {
        var now = _server.Time.GetUtcNow().ToUnixTimeSeconds();
        return new JsonObject
        {
            ["iss"] = "https://issuer.example",
            ["aud"] = "https://issuer.example",
            ["sub"] = "subject",
            ["client_id"] = "client",
            ["iat"] = now,
            ["exp"] = now + 600,
            ["jti"] = "id",
            ["scope"] = "notes.read",
        };
    }

    private JsonObject With(string claim, JsonNode? value)
    {
        var payload = Payload();
        payload[claim] = value;
        return payload;
    }

    private static Task<string> SignAsync(JsonObject payload) => Jws.SignAsync(TestKeys.Es256, Jws.Header(TestKeys.Es256), payload.ToJsonString());

    private async Task<OAuthResult<AccessTokenClaims>> ValidateAsync(string token) =>
        await _validator.ValidateAsync(_server.Workspace, token, TestContext.Current.CancellationToken);

    private async Task<OAuthError> RefusedAsync(string token)
    {
        var result = await ValidateAsync(token);
        Assert.True(result.IsError, "The token was taken.");
        Assert.Equal("invalid_token", result.Error.Code);
        return result.Error;
    }
}
