using Tollgate.Domain.Sessions;

namespace Tollgate.Domain.Tests.Sessions;

public sealed class FormTokenTests
{
    private const string Browser = "a browser";

    [Fact]
    public void A_form_token_fits_its_browser_purpose_and_session()
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
    public void A_form_token_fits_no_other_browser_purpose_or_session(string? browser, string purpose, string? session) =>
        Assert.False(FormToken.Fits(FormToken.Of(Browser, "sign-out", "session"), browser, purpose, session));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("é")]
    public void Missing_and_malformed_form_tokens_do_not_fit(string? token) => Assert.False(FormToken.Fits(token, Browser, "sign-in"));

    [Fact]
    public void A_form_token_does_not_show_its_parts() => Assert.Matches("^[A-Za-z0-9_-]{43}$", FormToken.Of(Browser, "sign-in", "session"));
}
