using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Tests.Clients;

public sealed class RedirectUriRegistrationTests
{
    [Theory]
    [InlineData("https://app.example")]
    [InlineData("https://app.example/callback")]
    [InlineData("https://app.example:8443/callback?tenant=a%20b")]
    [InlineData("https://app.example?x=y")]
    [InlineData("https://a_b.example/@me")]
    [InlineData("https://xn--bcher-kva.example/")]
    [InlineData("https://192.0.2.1/")]
    [InlineData("https://[2001:db8::1]/callback")]
    [InlineData("http://127.0.0.1/callback")]
    [InlineData("http://127.0.0.1:8400/callback")]
    [InlineData("http://[::1]:8400/")]
    [InlineData("http://localhost:3000/callback")]
    [InlineData("com.example.app:/callback")]
    [InlineData("com.example.app://callback")]
    [InlineData("com.googleusercontent.apps.123-abc:/oauth2redirect")]
    public void Takes(string uri) => Assert.Null(RedirectUriRegistration.Check(uri));

    [Theory]
    [InlineData("", "1 to 1000 characters")]
    [InlineData("/callback", "absolute")]
    [InlineData("//app.example/callback", "absolute")]
    [InlineData("app.example/callback", "absolute")]
    [InlineData("/a:b", "absolute")]
    [InlineData(":", "absolute")]
    [InlineData("?x=https://app.example", "absolute")]
    [InlineData("app.example:8080/callback", "put https:// before it")]
    [InlineData("localhost:3000", "put https:// before it")]
    [InlineData("https://app.example/#", "fragment")]
    [InlineData("https://app.example/#callback", "fragment")]
    [InlineData("https://*.app.example/", "wildcard")]
    [InlineData("https://app.example/*", "wildcard")]
    [InlineData("https://user@app.example/", "user information")]
    [InlineData("https://user:password@app.example", "user information")]
    [InlineData("https://@app.example/", "user information")]
    [InlineData("http://127.0.0.1@app.example/", "user information")]
    [InlineData("com.example.app://me@callback", "user information")]
    [InlineData("HTTPS://app.example/", "lower-case")]
    [InlineData("Com.example.app:/callback", "lower-case")]
    [InlineData("https://App.example/", "https://app.example: write it so")]
    [InlineData("https://127.1/", "https://127.0.0.1: write it so")]
    [InlineData("http://[0:0::1]/", "http://[::1]: write it so")]
    [InlineData("http://app.example/callback", "Use https")]
    [InlineData("http://127.0.0.1.app.example/", "Use https")]
    [InlineData("http://localhost.app.example/", "Use https")]
    [InlineData("http://127.0.0.2/", "Use https")]
    [InlineData("https:", "host or the port")]
    [InlineData("https:///callback", "host or the port")]
    [InlineData("https:app.example", "host or the port")]
    [InlineData("https://app.example:port/", "host or the port")]
    [InlineData("https://app.example:70000/", "host or the port")]
    [InlineData("https://a;script-src/", "host or the port")]
    [InlineData("https://a,b/", "host or the port")]
    [InlineData("https://%61pp.example/", "")]
    [InlineData("https://app.example/a b", "RFC 3986")]
    [InlineData("https://app.example/\n", "RFC 3986")]
    [InlineData("https://app.example\\@evil.example", "RFC 3986")]
    [InlineData("https://app.example/<script>", "RFC 3986")]
    [InlineData("https://bücher.example/", "xn--")]
    [InlineData("https://app.example/%", "percent sign")]
    [InlineData("https://app.example/%2", "percent sign")]
    [InlineData("https://app.example/%zz", "percent sign")]
    [InlineData("javascript:alert(1)", "neither https nor http")]
    [InlineData("data:text/html,x", "neither https nor http")]
    [InlineData("ftp://app.example/", "neither https nor http")]
    [InlineData("myapp:/callback", "com.example.app:/callback")]
    [InlineData("myapp.:/callback", "com.example.app:/callback")]
    [InlineData("com..app:/callback", "com.example.app:/callback")]
    [InlineData("urn:ietf:wg:oauth:2.0:oob", "RFC 8252")]
    [InlineData("com.example.app:", "begins with a slash")]
    [InlineData("com.example.app:callback", "begins with a slash")]
    public void An_invalid_URI_is_refused_with_the_reason(string uri, string reason) => Assert.Contains(reason, RedirectUriRegistration.Check(uri)?.Sentence);

    [Fact]
    public void A_redirect_URI_is_no_longer_than_a_row_can_hold()
    {
        const string Start = "https://app.example/";
        Assert.Null(RedirectUriRegistration.Check(Start.PadRight(RedirectUriRegistration.MaximumLength, 'x')));
        Assert.NotNull(RedirectUriRegistration.Check(Start.PadRight(RedirectUriRegistration.MaximumLength + 1, 'x')));
    }
}
