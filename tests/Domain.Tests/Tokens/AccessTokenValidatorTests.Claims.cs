using System.Text.Json.Nodes;

namespace Tollgate.Domain.Tests.Tokens;

public sealed partial class AccessTokenValidatorTests
{
    [Fact]
    public async Task A_token_is_valid_to_its_last_moment_and_expires_at_the_second_of_exp()
    {
        var token = await SignAsync(Payload());

        _server.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.Null((await ValidateAsync(token)).Error);

        _server.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Contains("expired", (await RefusedAsync(token)).Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    [InlineData(86400, false)]
    public async Task The_iat_may_be_ahead_by_the_clock_skew_only(int seconds, bool isTaken)
    {
        var issuedAt = _server.Time.GetUtcNow().ToUnixTimeSeconds() + seconds;
        var payload = With("iat", issuedAt);
        payload["exp"] = issuedAt + 600;

        Assert.Equal(isTaken, !(await ValidateAsync(await SignAsync(payload))).IsError);
    }

    [Theory]
    [InlineData("https://other.example")]
    [InlineData("https://issuer.example/")]
    [InlineData("https://issuer.example/other")]
    [InlineData("http://issuer.example")]
    [InlineData("HTTPS://ISSUER.EXAMPLE")]
    [InlineData("")]
    public async Task Another_issuer_is_refused(string issuer) => await RefusedAsync(await SignAsync(With("iss", issuer)));

    [Theory]
    [InlineData("https://other.example")]
    [InlineData("https://issuer.example/")]
    [InlineData("")]
    public async Task Another_audience_is_refused(string audience) => await RefusedAsync(await SignAsync(With("aud", audience)));

    [Fact]
    public async Task An_array_of_other_audiences_is_refused()
    {
        await RefusedAsync(await SignAsync(With("aud", new JsonArray())));
        await RefusedAsync(await SignAsync(With("aud", new JsonArray("https://other.example", "https://third.example"))));
        await RefusedAsync(await SignAsync(With("aud", new JsonArray(1, null, new JsonArray("https://issuer.example")))));
    }

    [Fact]
    public async Task An_array_of_audiences_that_names_this_server_is_taken()
    {
        var result = await ValidateAsync(await SignAsync(With("aud", new JsonArray("https://other.example", "https://issuer.example"))));

        Assert.Null(result.Error);
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("sub")]
    [InlineData("client_id")]
    [InlineData("jti")]
    [InlineData("iat")]
    [InlineData("exp")]
    public async Task Claims_that_RFC_9068_section_2_2_requires_must_be_present_and_of_their_type(string claim)
    {
        var without = Payload();
        without.Remove(claim);

        await RefusedAsync(await SignAsync(without));
        await RefusedAsync(await SignAsync(With(claim, null)));
        await RefusedAsync(await SignAsync(With(claim, new JsonObject())));
        await RefusedAsync(await SignAsync(With(claim, claim is "iat" or "exp" ? JsonValue.Create("1767323045") : JsonValue.Create(1))));
    }
}
