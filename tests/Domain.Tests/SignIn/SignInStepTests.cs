using Tollgate.Domain.Applications;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sealing;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.SignIn;

/// <summary>Tests a policy that demands a second step, at every endpoint where a user signs in.</summary>
public sealed class SignInStepTests
{
    private static readonly string[] BothMethods = ["pwd", "otp", "mfa"];

    private readonly FakeStep _step;
    private readonly FlowServer _server;

    public SignInStepTests() => (_server, _step) = ServerWith(new FakeStep());

    [Fact]
    public async Task Session_and_code_carry_the_methods_of_both_steps()
    {
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        var begun = _server.Time.GetUtcNow();
        var page = AssertAsked(await _server.SignInAsync(await _server.PageAsync<SignInPage>()));
        Assert.Empty(_server.Stores.Sessions);
        _server.Time.Advance(TimeSpan.FromMinutes(1));

        var result = await StepAsync(page);

        var session = Assert.Single(_server.Stores.Sessions.Values).Session;
        Assert.Equal(new Authentication(begun, AcrValues.TwoFactor, BothMethods), session.Authentication);
        Assert.Equal((FlowServer.Subject, "alice"), (session.Subject, session.Username));
        var token = FlowServer.Payload(FlowServer.Text(FlowServer.Json(await _server.RedeemAsync(await CodeAsync(result))), "id_token"));
        Assert.Equal(AcrValues.TwoFactor, FlowServer.Text(token, "acr"));
        Assert.Equal(BothMethods, token.GetProperty("amr").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal(session.Authentication, _server.Grant.Authentication);
    }

    [Fact]
    public async Task A_wrong_proof_shows_the_step_again_and_the_right_proof_goes_on()
    {
        var page = AssertAsked(await _server.SignInAsync(await _server.PageAsync<SignInPage>()));

        page = AssertAsked(await StepAsync(page, "000000"));
        Assert.Equal(("alice", "Web application"), (page.Username, page.ClientName));
        Assert.Empty(_server.Stores.Sessions);

        Assert.IsType<RedirectResult>(await StepAsync(page));
    }

    [Theory]
    [InlineData("login")]
    [InlineData("login consent")]
    public async Task A_prompt_asks_for_both_steps_again_exactly_once(string prompt)
    {
        await SignInAsync(await _server.PageAsync<SignInPage>());
        _server.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.NotNull(await CodeAsync(await SignInAsync(await _server.PageAsync<SignInPage>(("prompt", prompt), ("max_age", "0")))));
    }

    [Theory]
    [InlineData(599, true)]
    [InlineData(600, false)]
    public async Task A_partial_sign_in_lasts_ten_minutes(int seconds, bool lasts)
    {
        var page = AssertAsked(await _server.SignInAsync(await _server.PageAsync<SignInPage>()));
        _server.Time.Advance(TimeSpan.FromSeconds(seconds));

        var result = await StepAsync(page);

        if (lasts)
            Assert.IsType<RedirectResult>(result);
        else
            AssertBegunAgain(result);
    }

    [Fact]
    public async Task A_partial_sign_in_is_not_valid_in_another_browser()
    {
        var page = AssertAsked(await _server.SignInAsync(await _server.PageAsync<SignInPage>()));
        _server.BrowserCookie = null;
        var other = await _server.PageAsync<SignInPage>();

        AssertBegunAgain(await StepAsync(page));
        AssertBegunAgain(await StepAsync(page with { FormToken = other.FormToken }));
    }

    [Theory]
    [InlineData("made-up")]
    [InlineData("not base64url!")]
    public async Task A_forged_partial_sign_in_is_refused(string signIn)
    {
        var page = await _server.PageAsync<SignInPage>();

        AssertBegunAgain(await StepAsync(page, signIn: signIn));
    }

    [Fact]
    public async Task The_second_step_alone_begins_no_session()
    {
        var page = await _server.PageAsync<SignInPage>();

        var result = await _server.Server.SignIn.HandleAsync(
            _server.Form(("continue", page.Continue), ("form_token", page.FormToken), ("code", FakeStep.Code)), TestContext.Current.CancellationToken);

        Assert.Equal(SignInProblem.WrongCredentials, PageOf<SignInPage>(result).Problem);
        Assert.Empty(_server.Stores.Sessions);
    }

    [Fact]
    public async Task A_user_who_is_signed_out_everywhere_between_the_steps_stays_signed_out()
    {
        var page = AssertAsked(await _server.SignInAsync(await _server.PageAsync<SignInPage>()));
        _server.Time.Advance(TimeSpan.FromSeconds(10));
        _server.Stores.SignOut("alice", _server.Time.GetUtcNow());
        _server.Time.Advance(TimeSpan.FromSeconds(10));

        PageOf<SignInPage>(await _server.FollowAsync(await StepAsync(page)));
    }

    [Fact]
    public async Task The_password_grant_is_refused()
    {
        var error = FlowServer.ErrorOf(await _server.TokenAsync(
            "legacy", ("grant_type", "password"), ("username", "alice"), ("password", FlowServer.Password), ("scope", "openid")));

        Assert.Equal("invalid_grant", error.Code);
        Assert.Contains("more than a password", error.Description, StringComparison.Ordinal);
        Assert.Empty(_server.Stores.Grants);
    }

    [Fact]
    public async Task An_invitation_begins_a_session_after_both_steps()
    {
        var randomness = new Randomness();
        var expiresAt = _server.Time.GetUtcNow().AddDays(1);
        var ticket = Handle.New(ExpiringId.New(expiresAt, randomness), randomness).Text;
        _server.Stores.Tickets.Invitations[ticket] = new Invitation(FlowServer.Subject, "alice", expiresAt);
        var shown = await _server.Server.Invitation.HandleAsync(_server.Request("ticket=" + ticket), TestContext.Current.CancellationToken);
        _server.BrowserCookie = Assert.Single(shown.Cookies).Value;

        var page = AssertAsked(await _server.Server.Invitation.HandleAsync(
            _server.Form(
                ("ticket", ticket), ("form_token", PageOf<InvitationPage>(shown).FormToken),
                ("password", "a better password"), ("password_again", "a better password")),
            TestContext.Current.CancellationToken));
        Assert.Empty(_server.Stores.Sessions);

        Assert.Equal("/", Assert.IsType<RedirectResult>(await StepAsync(page)).Location);
        Assert.Equal(BothMethods, Assert.Single(_server.Stores.Sessions.Values).Session.Authentication.Amr);
    }

    [Fact]
    public async Task The_device_page_lets_a_user_decide_after_both_steps()
    {
        _server.BeginSession();
        var begun = FlowServer.Json(await _server.Server.DeviceAuthorization.HandleAsync(
            _server.Request("scope=notes.read", TestServer.Basic("legacy", "legacy-secret")), TestContext.Current.CancellationToken));
        var userCode = FlowServer.Text(begun, "user_code");

        var page = AssertAsked(await DeviceAsync(("user_code", userCode)));
        Assert.Equal("Web application", page.ClientName);
        var result = Assert.IsType<RedirectResult>(await StepAsync(page));
        Assert.Equal("/device?user_code=" + userCode, result.Location);
        Keep(result);
        var confirm = PageOf<DeviceConsentPage>(await DeviceAsync(("user_code", userCode)));
        PageOf<DeviceDonePage>(await DeviceAsync(("user_code", userCode), ("form_token", confirm.FormToken), ("decision", "allow")));

        Assert.Equal((GrantState.DeviceApproved, FlowServer.Subject), (_server.Grant.State, _server.Grant.Subject));
        Assert.Equal(BothMethods, _server.Grant.Authentication.Amr);
        Assert.IsType<JsonResult>(await _server.TokenAsync(
            "legacy", ("grant_type", GrantTypes.DeviceCode), ("device_code", FlowServer.Text(begun, "device_code"))));
    }

    [Fact]
    public async Task The_operators_pages_ask_for_the_step()
    {
        _server.Stores.Users[FlowServer.Subject] = _server.Stores.Users[FlowServer.Subject] with { IsOperator = true };
        _server.BeginSession();

        var page = AssertAsked(await _server.Server.Applications.HandleAsync(_server.Request(""), TestContext.Current.CancellationToken));
        var result = Assert.IsType<RedirectResult>(await StepAsync(page));
        Keep(result);

        Assert.Equal("/apps", result.Location);
        PageOf<ApplicationsPage>(await _server.Server.Applications.HandleAsync(_server.Request(""), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_client_that_needs_a_further_step_gets_it_without_the_password_step()
    {
        var (server, step) = ServerWith(new FakeStep { OnlyFor = "web" });
        server.BeginSession();
        Assert.NotNull((await server.AnswerAsync(("client_id", "legacy")))["code"]);
        Assert.Equal("login_required", (await server.AnswerAsync(("prompt", "none")))["error"]);

        var page = await server.PageAsync<SignInPage>();
        var result = await server.Server.SignIn.HandleAsync(
            server.Form(("continue", page.Continue), ("form_token", page.FormToken), ("sign_in", step.Asked!.SignIn), ("code", FakeStep.Code)),
            TestContext.Current.CancellationToken);
        server.SessionCookie = Assert.Single(result.Cookies).Value;

        PageOf<ConsentPage>(await server.FollowAsync(result));
        Assert.Equal(BothMethods, Assert.Single(server.Stores.Sessions.Values).Session.Authentication.Amr);
    }

    private static (FlowServer Server, FakeStep Step) ServerWith(FakeStep step) =>
        (new FlowServer(additions: new Additions { SignInSteps = [step], Sealer = new Sealer(new MemorySealingRoots(), new Randomness()) }), step);

    private SignInPage AssertAsked(EndpointResult result)
    {
        var page = PageOf<SignInPage>(result);
        Assert.Equal(SignInProblem.NotOperator, page.Problem);
        Assert.NotNull(_step.Asked?.SignIn);
        Keep(result);
        return page;
    }

    private void AssertBegunAgain(EndpointResult result)
    {
        Assert.Equal(SignInProblem.StaleForm, PageOf<SignInPage>(result).Problem);
        Assert.Empty(_server.Stores.Sessions);
    }

    private async Task<EndpointResult> SignInAsync(SignInPage page) => await StepAsync(AssertAsked(await _server.SignInAsync(page)));

    private async Task<EndpointResult> StepAsync(SignInPage page, string code = FakeStep.Code, string? signIn = null)
    {
        var result = await _server.Server.SignIn.HandleAsync(
            _server.Form(("continue", page.Continue), ("form_token", page.FormToken), ("sign_in", signIn ?? _step.Asked!.SignIn), ("code", code)),
            TestContext.Current.CancellationToken);
        Keep(result);
        return result;
    }

    private async Task<string> CodeAsync(EndpointResult result)
    {
        var page = PageOf<ConsentPage>(await _server.FollowAsync(result));
        var decided = await _server.Server.Consent.HandleAsync(
            _server.Form(("continue", page.Continue), ("form_token", page.FormToken), ("decision", "allow")), TestContext.Current.CancellationToken);
        return ClientAnswer.Of(await _server.FollowAsync(decided))["code"]!;
    }

    private ValueTask<EndpointResult> DeviceAsync(params (string Name, string? Value)[] fields) =>
        _server.Server.Device.HandleAsync(_server.Form(fields), TestContext.Current.CancellationToken);

    private void Keep(EndpointResult result)
    {
        foreach (var cookie in result.Cookies)
            if (cookie.Kind == CookieKind.Session)
                _server.SessionCookie = cookie.Value;
            else
                _server.BrowserCookie = cookie.Value;
    }

    private static T PageOf<T>(EndpointResult result) where T : Page => Assert.IsType<T>(Assert.IsType<PageResult>(result).Page);
}
