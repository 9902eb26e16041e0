using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>The answer that remains without time, randomness, keys and port.</summary>
public sealed class NormalizationTests
{
    private static readonly Uri Address = new("http://127.0.0.1:7200");
    private static readonly Normalization Normalization = new(new RecordedServer(Address, Address, ""));

    [Theory]
    [InlineData("""{"iss":"http://127.0.0.1:7200","iat":1795790465,"exp":1795791065,"jti":"a"}""", true)]
    [InlineData("""{"iss":"http://127.0.0.1:7200","iat":1795790466,"exp":1795791066,"jti":"b"}""", true)]
    [InlineData("""{"iss":"http://127.0.0.1:7200","iat":1795790466,"exp":1795791067,"jti":"b"}""", false)]
    [InlineData("""{"iss":"http://127.0.0.1:7200/","iat":1795790465,"exp":1795791065,"jti":"a"}""", false)]
    [InlineData("""{"iss":"http://127.0.0.1:7200","iat":1795790465,"exp":1795791065,"jti":"a","act":{}}""", false)]
    public void Two_tokens_are_equal_if_their_claims_and_lifetimes_are_equal(string claims, bool isSame) => Assert.Equal(
        isSame, Normalized("""{"iss":"http://127.0.0.1:7200","iat":1795790465,"exp":1795791065,"jti":"a"}""") == Normalized(claims));

    [Theory]
    [InlineData("a=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA; expires=Sat, 01 Jan 2028 14:29:59 GMT; path=/", true)]
    [InlineData("b=BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB; expires=Sat, 01 Jan 2028 14:29:59 GMT; path=/", false)]
    [InlineData("a=BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB; path=/", false)]
    [InlineData("a=BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB; expires=Sat, 01 Jan 2028 14:30:00 GMT; path=/", true)]
    [InlineData("a=BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB; expires=Sat, 01 Jan 2028 14:29:59 GMT; path=/acme", false)]
    public void Two_cookies_are_equal_if_their_names_and_attributes_are_equal(string cookie, bool isSame) => Assert.Equal(
        isSame, WithCookie("a=BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB; expires=Sat, 01 Jan 2028 14:29:59 GMT; path=/") == WithCookie(cookie));

    [Theory]
    [InlineData("""{"keys":[{"kty":"EC","kid":"b","alg":"ES256","crv":"P-256","x":"c","y":"d"}]}""", true)]
    [InlineData("""{"keys":[{"kty":"EC","kid":"b","alg":"ES384","crv":"P-256","x":"c","y":"d"}]}""", false)]
    [InlineData("""{"keys":[{"kty":"EC","alg":"ES256","crv":"P-256","x":"c","y":"d"}]}""", false)]
    [InlineData("""{"keys":[]}""", false)]
    public void Two_keys_are_equal_if_all_but_their_numbers_are_equal(string keys, bool isSame) => Assert.Equal(
        isSame, Body("""{"keys":[{"kty":"EC","kid":"a","alg":"ES256","crv":"P-256","x":"a","y":"b"}]}""") == Body(keys));

    [Theory]
    [InlineData("""{"keys":[{"kty":"RSA","kid":"b","alg":"RS256","n":"c","e":"AQAB"}]}""", true)]
    [InlineData("""{"keys":[{"kty":"RSA","kid":"b","alg":"RS256","n":"c","e":"Aw"}]}""", false)]
    public void Two_RSA_keys_are_equal_if_all_but_the_modulus_is_equal(string keys, bool isSame) => Assert.Equal(
        isSame, Body("""{"keys":[{"kty":"RSA","kid":"a","alg":"RS256","n":"a","e":"AQAB"}]}""") == Body(keys));

    [Theory]
    [InlineData("http://127.0.0.1:7200/device http%3A%2F%2F127.0.0.1%3A7200%2Ftry", true)]
    [InlineData("http://127.0.0.1:7201/device http%3A%2F%2F127.0.0.1%3A7200%2Ftry", false)]
    [InlineData("https://127.0.0.1:7200/device http%3A%2F%2F127.0.0.1%3A7200%2Ftry", false)]
    [InlineData("http://evil.example/device http%3A%2F%2F127.0.0.1%3A7200%2Ftry", false)]
    public void The_normalization_replaces_only_the_servers_own_address(string body, bool isSame) =>
        Assert.Equal(isSame, Body(body) == "http://SERVER/device http%3A%2F%2FSERVER%2Ftry");

    private static string Normalized(string claims) => Body(
        $$"""{"access_token":"{{Encoded("""{"alg":"ES256","kid":"k"}""")}}.{{Encoded(claims)}}.c2ln"}""");

    private static string Body(string body) => Normalization.Of(new HostAnswer(200, [], body)).Body;

    private static string WithCookie(string cookie) => Normalization.Of(new HostAnswer(200, ["set-cookie: " + cookie], "")).Headers[0];

    private static string Encoded(string text) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(text));
}
