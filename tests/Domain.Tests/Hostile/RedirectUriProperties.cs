using FsCheck.Fluent;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Tests.Hostile;

/// <summary>Redirection URIs, as clients register and send them.</summary>
public sealed class RedirectUriProperties
{
    private static readonly string[] Sound =
    [
        "https://app.example/callback", "https://app.example:8443/callback?a=b", "http://127.0.0.1/callback", "http://127.0.0.1:8400/callback",
        "http://[::1]:8400/",
        "http://localhost/x", "com.example.app:/callback",
    ];

    [Fact]
    public void Every_accepted_redirect_URI_is_absolute_and_goes_to_the_host_that_it_shows() => Property.Holds(
        Gen.OneOf(Input.Text, Gen.Elements(Sound).SelectMany(Input.Mutated), Gen.Elements(Sound).Zip(Input.VisibleAscii, (sound, more) => sound + more)),
        text =>
        {
            if (RedirectUriRegistration.Check(text) is not null)
                return;
            Assert.All(text, c => Assert.InRange(c, '!', '~'));
            var uri = new Uri(text, UriKind.Absolute);
            Assert.Equal(("", ""), (uri.Fragment, uri.UserInfo));
            Assert.True(uri.Scheme != "http" || uri.IsLoopback, text);
            Assert.True(RedirectUri.Matches(text, text));
            // A page must show the host to which the browser goes.
            var shown = uri.Scheme is "http" or "https" ? $"{uri.Scheme}://{uri.Host}" : uri.Scheme + ":";
            Assert.StartsWith(shown, text, StringComparison.Ordinal);
            Assert.StartsWith(shown, RedirectUri.OriginOf(text), StringComparison.Ordinal);
        });

    [Fact]
    public void A_matching_address_differs_from_the_registered_address_only_in_its_loopback_port() => Property.Holds(
        Gen.Elements(Sound).SelectMany(sound => Gen.OneOf(Input.Mutated(sound), Input.Text).Select(asked => (sound, asked))), pair =>
        {
            var (registered, asked) = pair;
            if (!RedirectUri.Matches(registered, asked) || registered == asked)
                return;
            var (one, other) = (new Uri(registered), new Uri(asked));
            Assert.Contains(one.Host, new[] { "127.0.0.1", "[::1]" }.AsEnumerable());
            Assert.Equal((one.Scheme, one.Host, one.PathAndQuery, ""), (other.Scheme, other.Host, other.PathAndQuery, other.UserInfo + other.Fragment));
        });
}
