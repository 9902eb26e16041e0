using Tollgate.Domain.Authorization;

namespace Tollgate.Domain.Tests.Authorization;

public sealed class RedirectUriTests
{
    private const string Registered = "https://app.example/callback?part=1";
    private const string Loopback = "http://127.0.0.1:8400/callback";

    [Fact]
    public void A_redirect_URI_matches_the_same_text() => Assert.True(RedirectUri.Matches(Registered, Registered));

    [Theory]
    [InlineData("https://app.example/callback")]
    [InlineData("https://app.example/callback?part=2")]
    [InlineData("https://app.example/callback?part=1&other=2")]
    [InlineData("https://app.example/callback/?part=1")]
    [InlineData("https://app.example//callback?part=1")]
    [InlineData("https://app.example/x/../callback?part=1")]
    [InlineData("https://app.example/Callback?part=1")]
    [InlineData("https://APP.example/callback?part=1")]
    [InlineData("HTTPS://app.example/callback?part=1")]
    [InlineData("https://app.example/%63allback?part=1")]
    [InlineData("https://app.example/callback%3Fpart=1")]
    [InlineData("https://app.example:443/callback?part=1")]
    [InlineData("https://app.example:8443/callback?part=1")]
    [InlineData("https://user@app.example/callback?part=1")]
    [InlineData("https://app.example@evil.example/callback?part=1")]
    [InlineData("https://app.example.evil.example/callback?part=1")]
    [InlineData("https://evil.example/callback?part=1")]
    [InlineData("https://app.example/callback?part=1#fragment")]
    [InlineData("https://app.example/callback?part=1#")]
    [InlineData("https://*.example/callback?part=1")]
    [InlineData("https://app.example/*")]
    [InlineData("http://app.example/callback?part=1")]
    [InlineData("https://app.example/callback?part=1 ")]
    [InlineData(" https://app.example/callback?part=1")]
    [InlineData("https://app.example./callback?part=1")]
    [InlineData("https:/app.example/callback?part=1")]
    [InlineData("")]
    public void Another_text_does_not_match(string asked) => Assert.False(RedirectUri.Matches(Registered, asked));

    [Theory]
    [InlineData("https://*.app.example/callback", "https://one.app.example/callback")]
    [InlineData("https://app.example/*", "https://app.example/callback")]
    [InlineData("https://app.example/", "https://app.example/callback")]
    public void A_registered_asterisk_or_prefix_matches_only_itself(string registered, string asked) =>
        Assert.False(RedirectUri.Matches(registered, asked));

    [Theory]
    [InlineData(Loopback, "http://127.0.0.1/callback")]
    [InlineData(Loopback, "http://127.0.0.1:1/callback")]
    [InlineData(Loopback, "http://127.0.0.1:65535/callback")]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1:51004/callback")]
    [InlineData("http://127.0.0.1/callback?part=1", "http://127.0.0.1:51004/callback?part=1")]
    [InlineData("http://127.0.0.1?part=1", "http://127.0.0.1:51004?part=1")]
    [InlineData("http://127.0.0.1", "http://127.0.0.1:51004")]
    [InlineData("http://[::1]:8400/callback", "http://[::1]:51004/callback")]
    [InlineData("http://[::1]/callback", "http://[::1]:51004/callback")]
    [InlineData("http://localhost", "http://localhost:51004")]
    [InlineData("http://localhost/callback", "http://localhost:51004/callback")]
    [InlineData("http://localhost/callback?part=1", "http://localhost:51004/callback?part=1")]
    public void A_loopback_address_matches_with_any_port_and_localhost_does_if_it_is_registered_without_a_port(string registered, string asked)
    {
        Assert.True(RedirectUri.Matches(registered, asked));
        Assert.NotEmpty(RedirectUri.OriginOf(asked));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8400/callback/")]
    [InlineData("http://127.0.0.1:8400/Callback")]
    [InlineData("http://127.0.0.1:8400/%63allback")]
    [InlineData("http://127.0.0.1:8400/callback?part=1")]
    [InlineData("http://127.0.0.1:8400/callback#fragment")]
    [InlineData("http://127.0.0.1:8400")]
    [InlineData("http://127.0.0.1:8400//callback")]
    [InlineData("http://127.0.0.1:/callback")]
    [InlineData("http://127.0.0.1:x/callback")]
    [InlineData("http://127.0.0.1:84x0/callback")]
    [InlineData("http://127.0.0.1:-1/callback")]
    [InlineData("http://127.0.0.1:+80/callback")]
    [InlineData("http://127.0.0.1: 80/callback")]
    [InlineData("http://127.0.0.1:80 /callback")]
    [InlineData("http://127.0.0.1:٨٤/callback")]
    [InlineData("http://127.0.0.1:80:80/callback")]
    [InlineData("http://127.0.0.1:123456/callback")]
    [InlineData("http://127.0.0.1:80\\@evil.example/callback")]
    [InlineData("http://127.0.0.1\\callback")]
    [InlineData("http://127.0.0.1.evil.example/callback")]
    [InlineData("http://127.0.0.1@evil.example/callback")]
    [InlineData("http://127.0.0.1:80@evil.example/callback")]
    [InlineData("http://127.0.0.1:80@127.0.0.1:8400/callback")]
    [InlineData("http://user@127.0.0.1:8400/callback")]
    [InlineData("http://127.0.0.1%40evil.example/callback")]
    [InlineData("http://127.0.0.11/callback")]
    [InlineData("http://127.0.0.2:8400/callback")]
    [InlineData("http://127.1:8400/callback")]
    [InlineData("http://0x7f000001:8400/callback")]
    [InlineData("http://2130706433/callback")]
    [InlineData("http://localhost:8400/callback")]
    [InlineData("http://[::1]:8400/callback")]
    [InlineData("https://127.0.0.1:8400/callback")]
    [InlineData("HTTP://127.0.0.1:8400/callback")]
    public void A_loopback_address_does_not_match_if_another_part_than_the_port_differs(string asked) => Assert.False(RedirectUri.Matches(Loopback, asked));

    /// <summary>The consent page parses a redirect URI that matches, so the redirect URI must be a valid URI.</summary>
    [Theory]
    [InlineData("http://127.0.0.1:65536/callback")]
    [InlineData("http://127.0.0.1:99999/callback")]
    public void A_port_that_no_URI_can_have_does_not_match(string asked) => Assert.False(RedirectUri.Matches(Loopback, asked));

    [Theory]
    [InlineData("http://localhost:8400/callback", "http://localhost:8401/callback")]
    [InlineData("http://localhost:8400/callback", "http://localhost/callback")]
    [InlineData("http://localhost/callback", "http://localhost:51004/other")]
    [InlineData("http://localhost/callback", "http://localhost:51004/callback/")]
    [InlineData("http://localhost/callback", "http://localhost:65536/callback")]
    [InlineData("http://localhost/callback", "http://localhost:/callback")]
    [InlineData("http://localhost/callback", "http://localhost.evil.example/callback")]
    [InlineData("http://localhost/callback", "http://localhost:80@evil.example/callback")]
    [InlineData("http://localhost/callback", "http://[::1]:51004/callback")]
    [InlineData("https://localhost/callback", "https://localhost:51004/callback")]
    [InlineData("http://localhost/callback", "http://127.0.0.1/callback")]
    [InlineData("https://127.0.0.1:8400/callback", "https://127.0.0.1:8401/callback")]
    [InlineData("http://[::1]/callback", "http://[::1].evil.example/callback")]
    [InlineData("http://[::1]/callback", "http://[::1]@evil.example/callback")]
    [InlineData("http://[::1]/callback", "http://[0:0:0:0:0:0:0:1]/callback")]
    [InlineData("http://[::1]/callback", "http://[::2]:80/callback")]
    [InlineData("http://127.0.0.1:80@evil.example/callback", "http://127.0.0.1:81@evil.example/callback")]
    [InlineData("http://127.0.0.1:80.evil.example/callback", "http://127.0.0.1:81.evil.example/callback")]
    [InlineData("http://app.example:80/callback", "http://app.example:81/callback")]
    [InlineData("com.example.app:/callback", "com.example.app://callback")]
    [InlineData("com.example.app:/callback", "com.example.app.evil:/callback")]
    public void Other_addresses_do_not_match_with_another_port(string registered, string asked) =>
        Assert.False(RedirectUri.Matches(registered, asked));

    [Theory]
    [InlineData("https://app.example/callback?part=1", "https://app.example")]
    [InlineData("https://app.example:8443/callback", "https://app.example:8443")]
    [InlineData("http://127.0.0.1:51004/callback", "http://127.0.0.1:51004")]
    [InlineData("http://[::1]:51004/callback", "http://[::1]:51004")]
    [InlineData("com.example.app:/callback", "com.example.app:")]
    public void Pages_show_only_the_origin_or_the_scheme(string redirectUri, string origin) =>
        Assert.Equal(origin, RedirectUri.OriginOf(redirectUri));
}
