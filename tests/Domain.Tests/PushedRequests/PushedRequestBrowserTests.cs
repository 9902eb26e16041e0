using Tollgate.Domain.Authorization;
using Tollgate.Domain.Messages;
using Tollgate.Domain.SignIn;
using static Tollgate.Domain.Tests.PushedRequests.PushScene;

namespace Tollgate.Domain.Tests.PushedRequests;

/// <summary>A pushed request belongs to the browser that has opened it.</summary>
public sealed class PushedRequestBrowserTests
{
    private const string ElsewhereOpened = "The request_uri was opened in another browser.";
    private const string Expired = "The request_uri has expired.";

    private readonly PushScene _scene = new();

    [Fact]
    public async Task It_may_be_opened_for_a_minute()
    {
        var (early, late) = (await _scene.PushAsync(), await _scene.PushAsync());

        Pass(59);
        AssertShowsSignIn(await _scene.OpenAsync(early));
        Pass(1);
        AssertRefused(await _scene.OpenAsync(late), Expired);
    }

    [Fact]
    public async Task A_reload_opens_it_again_for_half_an_hour()
    {
        var requestUri = await _scene.PushAsync();
        Pass(30);
        AssertShowsSignIn(await _scene.OpenAsync(requestUri));

        Pass((30 * 60) - 1);
        AssertShowsSignIn(await _scene.OpenAsync(requestUri));
        Pass(1);
        AssertRefused(await _scene.OpenAsync(requestUri), Expired);
    }

    [Fact]
    public async Task A_browser_without_a_cookie_gets_the_one_that_the_request_is_bound_to()
    {
        var requestUri = await _scene.PushAsync();
        _scene.Use(null);

        var result = await _scene.OpenAsync(requestUri);

        Assert.Equal(_scene.Server.BrowserCookie, Assert.Single(result.Cookies).Value);
        Pass(61);
        AssertShowsSignIn(await _scene.OpenAsync(requestUri));
        Assert.Equal(1, _scene.Rows.Updates);
    }

    [Fact]
    public async Task Another_browser_takes_it_over_within_the_minute()
    {
        var requestUri = await _scene.PushAsync();
        _scene.Use(OtherBrowser);
        AssertShowsSignIn(await _scene.OpenAsync(requestUri));

        Pass(59);
        _scene.Use(Browser);
        AssertShowsSignIn(await _scene.OpenAsync(requestUri));
        Pass((30 * 60) - 1);
        AssertShowsSignIn(await _scene.OpenAsync(requestUri));
        _scene.Use(OtherBrowser);
        AssertRefused(await _scene.OpenAsync(requestUri), ElsewhereOpened);
    }

    [Fact]
    public async Task After_the_minute_no_other_browser_takes_it_over()
    {
        var requestUri = await _scene.PushAsync();
        _scene.Use(Browser);
        await _scene.OpenAsync(requestUri);

        Pass(60);
        _scene.Use(OtherBrowser);
        AssertRefused(await _scene.OpenAsync(requestUri), ElsewhereOpened);
        _scene.SignIn();
        AssertRefused(await _scene.OpenAsync(requestUri), ElsewhereOpened);
        Assert.Empty(_scene.Server.Stores.Grants);
    }

    [Fact]
    public async Task A_browser_with_a_session_keeps_it_within_the_minute()
    {
        var requestUri = await _scene.PushAsync();
        _scene.Use(Browser);
        _scene.SignIn(hasConsent: false);
        var page = PageOf<ConsentPage>(await _scene.OpenAsync(requestUri));

        var session = _scene.Server.SessionCookie;
        _scene.Use(OtherBrowser);
        AssertRefused(await _scene.OpenAsync(requestUri), ElsewhereOpened);
        _scene.SignIn();
        AssertRefused(await _scene.OpenAsync(requestUri), ElsewhereOpened);

        (_scene.Server.BrowserCookie, _scene.Server.SessionCookie) = (Browser, session);
        Assert.NotNull(ClientAnswer.Of(await _scene.Server.FollowAsync(await _scene.DecideAsync(page)))["code"]);
        Assert.Equal(2, _scene.Rows.Updates);
    }

    [Fact]
    public async Task A_sign_in_within_the_minute_ends_the_takeover_with_one_more_write()
    {
        var requestUri = await _scene.PushAsync();
        _scene.Use(Browser);
        var page = PageOf<SignInPage>(await _scene.OpenAsync(requestUri));
        PageOf<ConsentPage>(await _scene.Server.FollowAsync(await _scene.Server.SignInAsync(page)));
        Assert.Equal(2, _scene.Rows.Updates);

        _scene.Use(OtherBrowser);
        AssertRefused(await _scene.OpenAsync(requestUri), ElsewhereOpened);
    }

    [Fact]
    public async Task A_sign_in_after_the_minute_costs_no_write()
    {
        var requestUri = await _scene.PushAsync();
        var page = PageOf<SignInPage>(await _scene.OpenAsync(requestUri));
        Pass(61);

        PageOf<ConsentPage>(await _scene.Server.FollowAsync(await _scene.Server.SignInAsync(page)));

        Assert.Equal(1, _scene.Rows.Updates);
        _scene.AssertRowIs(row => !row.HasSession);
    }

    [Fact]
    public async Task A_sign_in_form_of_a_browser_that_lost_the_request_signs_nobody_in()
    {
        var requestUri = await _scene.PushAsync();
        _scene.Use(Browser);
        var page = PageOf<SignInPage>(await _scene.OpenAsync(requestUri));
        _scene.Use(OtherBrowser);
        await _scene.OpenAsync(requestUri);
        Pass(61);

        _scene.Use(Browser);
        AssertRefused(await _scene.Server.SignInAsync(page), ElsewhereOpened);

        Assert.Empty(_scene.Server.Stores.Sessions);
    }

    [Fact]
    public async Task A_preview_that_comes_between_page_and_form_costs_the_person_nothing_within_the_minute()
    {
        var requestUri = await _scene.PushAsync();
        _scene.Use(Browser);
        var page = PageOf<SignInPage>(await _scene.OpenAsync(requestUri));
        _scene.Use(null);
        await _scene.OpenAsync(requestUri);

        _scene.Use(Browser);
        PageOf<ConsentPage>(await _scene.Server.FollowAsync(await _scene.Server.SignInAsync(page)));
    }

    [Fact]
    public async Task A_takeover_at_the_moment_of_the_opening_is_decided_by_the_tables()
    {
        var requestUri = await _scene.PushAsync();
        _scene.Use(Browser);
        _scene.Rows.BeforeNextUpdate = async () =>
        {
            _scene.Use(OtherBrowser);
            _scene.SignIn(hasConsent: false);
            await _scene.OpenAsync(requestUri);
            _scene.Use(Browser);
        };

        AssertRefused(await _scene.OpenAsync(requestUri), ElsewhereOpened);

        _scene.AssertRowIs(row => row.HasSession);
    }

    [Fact]
    public async Task Of_two_answers_at_the_same_moment_one_is_given()
    {
        var requestUri = await _scene.PushAsync();
        _scene.SignIn();
        EndpointResult? first = null;
        _scene.Rows.BeforeNextUpdate = async () => first = await _scene.OpenAsync(requestUri);

        AssertRefused(await _scene.OpenAsync(requestUri), "The request_uri has been used.");

        Assert.NotNull(ClientAnswer.Of(first!)["code"]);
        Assert.Single(_scene.Server.Stores.Grants);
    }

    [Fact]
    public async Task An_answer_goes_on_if_its_browser_opened_a_page_at_the_same_moment()
    {
        var requestUri = await _scene.PushAsync();
        _scene.Use(Browser);
        _scene.SignIn();
        _scene.Rows.BeforeNextUpdate = async () =>
        {
            var session = _scene.Server.SessionCookie;
            _scene.Use(Browser);
            AssertShowsSignIn(await _scene.OpenAsync(requestUri));
            _scene.Server.SessionCookie = session;
        };

        Assert.NotNull(ClientAnswer.Of(await _scene.OpenAsync(requestUri))["code"]);
    }

    [Fact]
    public async Task A_spending_write_whose_answer_was_lost_goes_on()
    {
        var requestUri = await _scene.PushAsync();
        _scene.SignIn();
        _scene.Rows.LosesNextAnswer = true;

        Assert.NotNull(ClientAnswer.Of(await _scene.OpenAsync(requestUri))["code"]);

        AssertRefused(await _scene.OpenAsync(requestUri), "The request_uri has been used.");
        Assert.Equal(2, _scene.Rows.Reads - 1);
    }

    [Fact]
    public async Task An_opening_write_whose_answer_was_lost_goes_on()
    {
        var requestUri = await _scene.PushAsync();
        _scene.Rows.LosesNextAnswer = true;

        AssertShowsSignIn(await _scene.OpenAsync(requestUri));

        Assert.Equal(1, _scene.Rows.Updates);
    }

    private void Pass(int seconds) => _scene.Server.Time.Advance(TimeSpan.FromSeconds(seconds));
}
