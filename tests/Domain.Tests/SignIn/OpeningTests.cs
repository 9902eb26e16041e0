using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Tests.SignIn;

public sealed class OpeningTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    [Theory]
    [InlineData("client_id=web&state=s&opened=1799999990", "client_id=web&state=s")]
    [InlineData("opened=1799999990&client_id=web&state=s", "client_id=web&state=s")]
    [InlineData("client_id=web&%6Fpen%65d=1799999990&state=s", "client_id=web&state=s")]
    [InlineData("client_id=web&request_uri=urn%3Aa&opened=1799999990", "client_id=web&request_uri=urn%3Aa")]
    public void An_opening_is_kept_beside_the_unchanged_request(string query, string address)
    {
        var separated = Opening.Separate(query, Now);

        Assert.Equal((address, Now.AddSeconds(-10)), (separated.Address, separated.Opening.At));
        Assert.Equal(separated, Opening.Separate(separated.Opening.Beside(address), Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("client_id=web&prompt=login")]
    [InlineData("client_id=web&opened")]
    [InlineData("client_id=web&opened=")]
    [InlineData("client_id=web&opened=yesterday")]
    [InlineData("client_id=web&opened=-1")]
    [InlineData("client_id=web&opened=99999999999999999999999999")]
    [InlineData("client_id=web&state=opened%3D1&xopened=1")]
    public void A_request_without_an_opening_is_opened_now_and_no_sign_in_follows_it(string query)
    {
        var (address, opening) = Opening.Separate(query, Now);

        Assert.Equal((query, Now), (address, opening.At));
        Assert.False(opening.Precedes(Authentication.ByPassword(Now.AddHours(1))));
    }

    [Theory]
    [InlineData("1800000001")]
    [InlineData("1800000001.consent")]
    [InlineData("9223372036854775807")]
    public void A_time_in_the_future_counts_as_now(string opened) => Assert.Equal(Now, Opening.Separate("a=b&opened=" + opened, Now).Opening.At);

    [Theory]
    [InlineData(-5_001, false)]
    [InlineData(-5_000, true)]
    [InlineData(0, true)]
    [InlineData(60_000, true)]
    public void A_sign_in_follows_an_opening_within_the_difference_of_two_clocks(int milliseconds, bool follows) => Assert.Equal(
        follows,
        Opening.Separate("a=b&opened=1800000000", Now).Opening.Precedes(Authentication.ByPassword(Now.AddMilliseconds(milliseconds))));

    [Fact]
    public void The_answer_of_the_consent_page_is_kept_beside_the_request()
    {
        var before = Opening.Separate("a=b&opened=1799999990", Now).Opening;
        var after = Opening.Separate((before with { HasConsent = true }).Beside("a=b"), Now);

        Assert.Equal(("a=b", before.At), (after.Address, after.Opening.At));
        Assert.True(after.Opening.HasConsent && !before.HasConsent);
    }
}
