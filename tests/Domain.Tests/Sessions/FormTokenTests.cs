using Tollgate.Domain.Sessions;

namespace Tollgate.Domain.Tests.Sessions;

public sealed class FormTokenTests
{
    private const string Browser = "a browser";

    [Fact]
    public void It_fits_the_browser_purpose_and_session_that_it_was_made_for()
    {
        Assert.True(FormToken.Fits(FormToken.Of(Browser, "sign-in"), Browser, "sign-in"));
        Assert.True(FormToken.Fits(FormToken.Of(Browser, "sign-out", "session"), Browser, "sign-out", "session"));
    }

    [Theory]
    [InlineData("another browser", "sign-out", "session")]
    [InlineData("", "sign-out", "session")]
    [InlineData(null, "sign-out", "session")]
    [InlineData(Browser, "sign-in", "session")]
    [InlineData(Browser, "", "session")]
    [InlineData(Browser, "sign-out", "another session")]
    [InlineData(Browser, "sign-out", "")]
    [InlineData(Browser, "sign-out", null)]
    public void It_fits_no_other(string? browser, string purpose, string? session) =>
        Assert.False(FormToken.Fits(FormToken.Of(Browser, "sign-out", "session"), browser, purpose, session));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("é")]
    public void Nothing_and_nonsense_do_not_fit(string? token) => Assert.False(FormToken.Fits(token, Browser, "sign-in"));

    [Fact]
    public void It_does_not_show_what_it_is_made_of() => Assert.Matches("^[A-Za-z0-9_-]{43}$", FormToken.Of(Browser, "sign-in", "session"));
}
