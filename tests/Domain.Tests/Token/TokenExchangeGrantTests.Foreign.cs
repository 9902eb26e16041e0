using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Domain.TrustedIssuers;

namespace Tollgate.Domain.Tests.Token;

public sealed partial class TokenExchangeGrantTests
{
    [Fact]
    public async Task A_foreign_subject_cannot_be_taken_for_a_user_or_a_client_of_ours()
    {
        foreach (var name in new[] { Scene.Subject, Scene.Service, Scene.Relay })
        {
            var claims = Scene.ClaimsOf(await _scene.ExchangedAsync(Scene.Service, await _scene.ForeignTokenAsync(c => c["sub"] = name)));

            Assert.Equal("https://idp.example|" + name, claims.Text("sub"));
            Assert.True(claims.Has("act"));
        }
    }

    [Fact]
    public async Task Another_claim_can_be_the_subject()
    {
        _scene.Trust(new TrustedIssuer(Scene.Idp) { Audience = Scene.Agreed, Clients = [Scene.Service], SubjectClaim = "oid", SubjectPrefix = "idp:" });

        Assert.Equal("idp:7", Scene.ClaimsOf(await _scene.ExchangedAsync(Scene.Service, await _scene.ForeignTokenAsync(c => c["oid"] = "7"))).Text("sub"));
        await RefusesAsync(await _scene.ForeignTokenAsync());
    }

    [Fact]
    public async Task A_foreign_chain_of_actors_is_kept()
    {
        var token = await _scene.ForeignTokenAsync(c => c["act"] = JsonNode.Parse("""{"sub":"frontend","act":{"sub":"edge"}}"""));

        var act = Scene.ClaimsOf(await _scene.ExchangedAsync(Scene.Service, token)).GetProperty("act");

        Assert.Equal(Scene.Service, act.Text("sub"));
        Assert.EndsWith("frontend", act.GetProperty("act").Text("sub"), StringComparison.Ordinal);
        Assert.EndsWith("edge", act.GetProperty("act").GetProperty("act").Text("sub"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_actor_cannot_be_taken_for_a_client_of_ours()
    {
        var token = await _scene.ForeignTokenAsync(c => c["act"] = JsonNode.Parse("""{"sub":"relay"}"""));

        var act = Scene.ClaimsOf(await _scene.ExchangedAsync(Scene.Service, token)).GetProperty("act");

        Assert.NotEqual("""{"sub":"relay"}""", act.GetProperty("act").GetRawText());
    }

    [Fact]
    public async Task The_audience_may_be_one_of_several_audiences() =>
        await _scene.ExchangedAsync(Scene.Service, await _scene.ForeignTokenAsync(c => c["aud"] = new JsonArray("https://x.example", Scene.Agreed)));

    public static TheoryData<string, string?> Wrong => new()
    {
        { "aud", "\"https://issuer.example\"" },
        { "aud", "\"https://issuer.example/token\"" },
        { "aud", "[]" },
        { "aud", "[[\"https://agreed.example\"]]" },
        { "aud", "null" },
        { "aud", null },
        { "iss", "\"https://unknown.example\"" },
        { "iss", "\"https://idp.example/\"" },
        { "iss", "7" },
        { "iss", null },
        { "sub", "\"\"" },
        { "sub", "7" },
        { "sub", null },
        { "exp", null },
        { "exp", "\"1999999999\"" },
        { "exp", "0" },
        { "exp", "-1" },
        { "exp", "null" },
        { "exp", "1767323045" },
        { "nbf", "1767323106" },
        { "iat", "1767323106" },
        { "act", "\"frontend\"" },
        { "act", "{}" },
        { "act", "null" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_foreign_token_with_a_wrong_claim_is_refused(string claim, string? json)
    {
        // The clock of the tests stands at 1767323045. The server tolerates a time that is up to a minute ahead.
        Assert.Equal(1767323045, _scene.Time.GetUtcNow().ToUnixTimeSeconds());

        await RefusesAsync(await _scene.ForeignTokenAsync(claims => Set(claims, claim, json)));
    }

    [Theory]
    [InlineData("nbf", "1767323106000")]
    [InlineData("nbf", "\"1999999999\"")]
    [InlineData("nbf", "null")]
    [InlineData("iat", "1767323106000")]
    [InlineData("iat", "\"1999999999\"")]
    public async Task A_time_that_makes_no_sense_is_refused_and_not_overlooked(string claim, string json) =>
        await RefusesAsync(await _scene.ForeignTokenAsync(claims => Set(claims, claim, json)));

    [Theory]
    [InlineData("nbf")]
    [InlineData("iat")]
    public async Task A_clock_may_be_a_minute_ahead(string claim) =>
        await _scene.ExchangedAsync(Scene.Service, await _scene.ForeignTokenAsync(claims => claims[claim] = 1767323105));

    [Fact]
    public async Task A_client_that_may_not_present_tokens_of_the_issuer_is_refused()
    {
        _scene.Trust(new TrustedIssuer(Scene.Idp) { Audience = Scene.Agreed, Clients = [Scene.Relay] });

        await RefusesAsync(await _scene.ForeignTokenAsync());
        await _scene.ExchangedAsync(Scene.Relay, await _scene.ForeignTokenAsync());
    }

    [Fact]
    public async Task An_issuer_without_clients_serves_no_client()
    {
        _scene.Trust(new TrustedIssuer(Scene.Idp) { Audience = Scene.Agreed });

        await RefusesAsync(await _scene.ForeignTokenAsync());
    }

    [Theory]
    [InlineData("HS256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES384")]
    [InlineData("es256")]
    [InlineData("none")]
    [InlineData("")]
    public async Task An_algorithm_that_differs_from_that_of_the_key_is_refused(string algorithm) => await RefusesAsync(await _scene.ForeignTokenAsync(
        header: $$"""{"alg":"{{algorithm}}","typ":"JWT","kid":"{{TestKeys.OtherEs256.KeyId}}"}"""));

    [Fact]
    public async Task The_public_key_is_no_secret_of_HS256()
    {
        _scene.Stores.ForeignKeys.Add(TestKeys.Rs256.PublicKey);
        await _scene.ExchangedAsync(Scene.Service, await _scene.ForeignTokenAsync(key: TestKeys.Rs256));
        var input = (await _scene.ForeignTokenAsync(
            key: TestKeys.Rs256, header: $$"""{"alg":"HS256","typ":"JWT","kid":"{{TestKeys.Rs256.KeyId}}"}""")).Split('.')[..2];

        foreach (var octets in TestKeys.PublicRsaOctets())
        {
            var signature = HMACSHA256.HashData(octets, Encoding.ASCII.GetBytes(string.Join('.', input)));
            await RefusesAsync($"{input[0]}.{input[1]}.{Jws.Encode(signature)}");
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("ES256")]
    public async Task An_unsigned_token_is_refused(string algorithm)
    {
        var signed = await _scene.ForeignTokenAsync();
        var header = Jws.Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""");

        await RefusesAsync($"{header}.{signed.Split('.')[1]}.");
        await RefusesAsync($"{header}.{signed.Split('.')[1]}.{Jws.Encode(new byte[64])}");
    }

    [Fact]
    public async Task A_key_of_another_party_or_an_unknown_kid_is_refused()
    {
        await RefusesAsync(await _scene.ForeignTokenAsync(key: TestKeys.Es256));
        await RefusesAsync(await _scene.ForeignTokenAsync(key: TestKeys.Es256, header: Jws.Header(TestKeys.OtherEs256)));
        await RefusesAsync(await _scene.ForeignTokenAsync(header: """{"alg":"ES256","kid":"unknown"}"""));
        await RefusesAsync(await _scene.ForeignTokenAsync(header: """{"alg":"ES256","crit":["exp"],"exp":1}"""));
    }

    [Fact]
    public async Task A_token_without_kid_is_tried_with_every_key() =>
        await _scene.ExchangedAsync(Scene.Service, await _scene.ForeignTokenAsync(header: """{"alg":"ES256"}"""));

    [Fact]
    public async Task A_foreign_token_that_claims_to_be_ours_is_refused()
    {
        await RefusesAsync(await _scene.ForeignTokenAsync(claims => claims["iss"] = "https://issuer.example"));
        await RefusesAsync(await _scene.ForeignTokenAsync(claims => claims["iss"] = "https://issuer.example", header: Jws.Header(TestKeys.Es256)));
    }

    private async Task RefusesAsync(string subject) =>
        Assert.Equal("invalid_request", await _scene.ErrorAsync(Scene.Service, Scene.ExchangeOf(subject)));

    private static void Set(JsonObject claims, string claim, string? json)
    {
        if (json is null)
            claims.Remove(claim);
        else
            claims[claim] = JsonNode.Parse(json);
    }
}
