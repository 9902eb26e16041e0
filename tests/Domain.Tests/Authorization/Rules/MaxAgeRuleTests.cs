using Tollgate.Domain.Authorization.Rules;

namespace Tollgate.Domain.Tests.Authorization.Rules;

public sealed class MaxAgeRuleTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("3600", 3600)]
    [InlineData("2147483647", int.MaxValue)]
    public void Seconds_are_read(string text, int seconds)
    {
        var request = Asked.With("max_age=" + text);

        Assert.Null(new MaxAgeRule().Apply(request));
        Assert.Equal(TimeSpan.FromSeconds(seconds), request.MaxAge);
    }

    [Fact]
    public void Without_max_age_the_session_may_have_any_age()
    {
        var request = Asked.With("");

        Assert.Null(new MaxAgeRule().Apply(request));
        Assert.Null(request.MaxAge);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("%2B1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("%201")]
    [InlineData("1h")]
    [InlineData("2147483648")]
    [InlineData("99999999999999999999")]
    public void A_max_age_that_is_no_number_of_seconds_is_invalid_request(string text)
    {
        var request = Asked.With("max_age=" + text);

        Assert.Equal("invalid_request", new MaxAgeRule().Apply(request)?.Code);
        Assert.Null(request.MaxAge);
    }
}
