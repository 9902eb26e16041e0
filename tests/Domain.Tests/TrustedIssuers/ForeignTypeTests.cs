using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.TrustedIssuers;

/// <summary>The typ header of a foreign token (RFC 8725 §3.11).</summary>
public sealed class ForeignTypeTests
{
    private readonly Scene _scene = new();

    [Theory]
    [InlineData(null)]
    [InlineData("\"JWT\"")]
    [InlineData("\"jwt\"")]
    [InlineData("\"application/jwt\"")]
    public async Task A_token_without_a_typ_or_with_the_typ_JWT_is_accepted_everywhere(string? type)
    {
        var token = await TokenAsync(type);

        await _scene.TokensAsync(Scene.Service, AssertionOf(token));
        foreach (var subjectType in new[] { TokenTypes.AccessToken, TokenTypes.IdToken, TokenTypes.Jwt })
            await _scene.TokensAsync(Scene.Service, ExchangeOf(token, subjectType));
    }

    [Theory]
    [InlineData("\"at+jwt\"")]
    [InlineData("\"AT+JWT\"")]
    [InlineData("\"application/at+jwt\"")]
    public async Task An_access_token_is_no_assertion_and_no_ID_token(string type)
    {
        var token = await TokenAsync(type);

        await _scene.TokensAsync(Scene.Service, ExchangeOf(token, TokenTypes.AccessToken));
        await _scene.TokensAsync(Scene.Service, ExchangeOf(token, TokenTypes.Jwt));
        Assert.Equal("invalid_request", await _scene.ErrorAsync(Scene.Service, ExchangeOf(token, TokenTypes.IdToken)));
        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Service, AssertionOf(token)));
    }

    [Theory]
    [InlineData("\"logout+jwt\"")]
    [InlineData("\"secevent+jwt\"")]
    [InlineData("\"dpop+jwt\"")]
    [InlineData("\"application/\"")]
    [InlineData("\"application/application/at+jwt\"")]
    [InlineData("\"at+jwt \"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("[\"JWT\"]")]
    public async Task A_token_with_any_other_typ_is_refused(string type)
    {
        var token = await TokenAsync(type);

        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Service, AssertionOf(token)));
        foreach (var subjectType in new[] { TokenTypes.AccessToken, TokenTypes.IdToken, TokenTypes.Jwt })
            Assert.Equal("invalid_request", await _scene.ErrorAsync(Scene.Service, ExchangeOf(token, subjectType)));
    }

    /// <param name="type">The value of typ as JSON. Null leaves typ out.</param>
    private Task<string> TokenAsync(string? type) => _scene.ForeignTokenAsync(
        header: $$"""{"alg":"ES256",{{(type is null ? "" : $"\"typ\":{type},")}}"kid":"{{TestKeys.OtherEs256.KeyId}}"}""");

    private static string AssertionOf(string token) => $"grant_type={GrantTypes.JwtBearer}&assertion={token}";

    private static string ExchangeOf(string token, string subjectType) => $"{Scene.Exchange}&subject_token_type={subjectType}&subject_token={token}";
}
