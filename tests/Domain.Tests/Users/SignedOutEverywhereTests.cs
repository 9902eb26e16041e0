using Tollgate.Domain.Applications;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Tests.Users;

/// <summary>A sign-out everywhere or a new password ends earlier sessions, grants and tokens. Later sessions, grants and tokens stay.</summary>
public sealed class SignedOutEverywhereTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromTicks(1);

    private readonly FlowServer _server = FlowServer.WithAlice();

    [Fact]
    public async Task A_session_from_before_the_sign_out_has_ended()
    {
        SignOut();

        await _server.PageAsync<SignInPage>();
        Assert.Equal("login_required", (await _server.AnswerAsync(("prompt", "none")))["error"]);
    }

    [Fact]
    public async Task A_session_from_the_moment_of_the_sign_out_goes_on()
    {
        _server.Stores.SignOut("alice", _server.Time.GetUtcNow());

        Assert.NotNull(await _server.CodeAsync());
    }

    /// <summary>The program that ended the sessions may have a clock ahead of this instance's clock.</summary>
    [Fact]
    public async Task A_sign_in_after_the_sign_out_counts_even_if_the_clocks_differ()
    {
        var end = _server.Time.GetUtcNow().AddMinutes(5);
        _server.Stores.SignOut("alice", end);

        var answer = await _server.FollowAsync(await _server.SignInAsync(await _server.PageAsync<SignInPage>()));

        var tokens = FlowServer.Json(await _server.RedeemAsync(ClientAnswer.Of(answer)["code"]!));
        Assert.Equal(end, _server.Grant.Authentication.At);
        Assert.IsType<JsonResult>(await _server.RefreshAsync(FlowServer.Text(tokens, "refresh_token")));
    }

    [Fact]
    public async Task A_password_grant_after_the_sign_out_counts_even_if_the_clocks_differ()
    {
        _server.Stores.SignOut("alice", _server.Time.GetUtcNow().AddMinutes(5));

        var tokens = FlowServer.Json(await _server.TokenAsync(
            "legacy", ("grant_type", "password"), ("username", "alice"), ("password", FlowServer.Password), ("scope", FlowServer.Scope)));

        Assert.IsType<JsonResult>(await _server.RefreshAsync(FlowServer.Text(tokens, "refresh_token"), "legacy"));
        Assert.IsType<JsonResult>(await _server.UserInfoAsync(FlowServer.Text(tokens, "access_token")));
    }

    [Fact]
    public async Task A_code_from_before_the_sign_out_gives_nothing()
    {
        var code = await _server.CodeAsync();
        SignOut();

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RedeemAsync(code)).Code);
    }

    [Fact]
    public async Task A_refresh_token_from_before_the_sign_out_gives_nothing_at_any_instance()
    {
        var first = FlowServer.Text(await _server.TokensAsync(), "refresh_token");
        // This refresh makes the instance remember the grant.
        var token = FlowServer.Text(FlowServer.Json(await _server.RefreshAsync(first)), "refresh_token");
        SignOut();

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RefreshAsync(token)).Code);
        _server.Stores.Remembered.Clear();
        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RefreshAsync(token)).Code);
    }

    [Fact]
    public async Task Tokens_from_before_the_sign_out_are_invalid_at_this_server()
    {
        var scene = new Scene();
        var tokens = await scene.UserTokensAsync("openid offline_access notes.read");
        var (access, refresh) = (tokens.Text("access_token"), tokens.Text("refresh_token"));
        scene.Change(Scene.Api, client => client with { ResourceServerFor = ["https://issuer.example"] });
        var exchanged = await scene.ExchangedAsync(Scene.Service, access);
        Assert.True(await scene.IsActiveAsync(Scene.Api, access));
        Assert.True(await scene.IsActiveAsync(Scene.Service, exchanged));

        scene.Stores.SignOut("alice", scene.Time.GetUtcNow() + Moment);

        Assert.False(await scene.IsActiveAsync(Scene.Api, access));
        Assert.False(await scene.IsActiveAsync(Scene.Service, exchanged));
        Assert.Equal("invalid_request", await scene.ErrorAsync(Scene.Service, Scene.ExchangeOf(access)));
        Assert.Equal("invalid_grant", await scene.ErrorAsync(Scene.Device, $"grant_type=refresh_token&refresh_token={refresh}"));
    }

    [Fact]
    public async Task Userinfo_and_introspection_show_that_tokens_from_before_the_sign_out_have_ended()
    {
        var tokens = await _server.TokensAsync();
        var (access, refresh) = (FlowServer.Text(tokens, "access_token"), FlowServer.Text(tokens, "refresh_token"));
        Assert.True(await IsActiveAsync(refresh));

        SignOut();

        Assert.Equal("invalid_token", FlowServer.ErrorOf(await _server.UserInfoAsync(access)).Code);
        Assert.False(await IsActiveAsync(refresh));
    }

    [Fact]
    public async Task A_device_that_was_approved_before_gets_nothing()
    {
        var scene = new Scene();
        var device = await scene.StartDeviceAsync();
        await scene.DecideAsync(device);
        scene.Stores.SignOut("alice", scene.Time.GetUtcNow() + Moment);

        Assert.Equal("invalid_grant", await scene.ErrorAsync(Scene.Device, Scene.Poll(device)));
    }

    [Fact]
    public async Task An_operator_has_to_sign_in_again()
    {
        _server.Stores.Users[FlowServer.Subject] = _server.Stores.Users[FlowServer.Subject] with { IsOperator = true };
        Assert.IsType<ApplicationsPage>(await ApplicationsAsync());

        SignOut();

        Assert.IsType<SignInPage>(await ApplicationsAsync());
    }

    [Fact]
    public async Task A_password_chosen_by_invitation_ends_earlier_sessions_and_grants_and_begins_a_session()
    {
        var refresh = FlowServer.Text(await _server.TokensAsync(), "refresh_token");
        var old = _server.SessionCookie;
        _server.Time.Advance(TimeSpan.FromMinutes(1));

        var accepted = await AcceptInvitationAsync();

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RefreshAsync(refresh)).Code);
        _server.SessionCookie = old;
        await _server.PageAsync<SignInPage>();
        _server.SessionCookie = Assert.Single(accepted.Cookies, cookie => cookie.Kind == CookieKind.Session).Value;
        Assert.NotNull(await _server.CodeAsync());
    }

    private void SignOut() => _server.Stores.SignOut("alice", _server.Time.GetUtcNow() + Moment);

    private async Task<bool> IsActiveAsync(string token)
    {
        var request = _server.Request("token=" + token, TestServer.Basic("web", "web-secret"));
        var result = await _server.Server.Introspection.HandleAsync(request, TestContext.Current.CancellationToken);
        return FlowServer.Json(result).GetProperty("active").GetBoolean();
    }

    private async Task<Page> ApplicationsAsync() => Assert.IsType<PageResult>(
        await _server.Server.Applications.HandleAsync(_server.Request(""), TestContext.Current.CancellationToken)).Page;

    private async Task<RedirectResult> AcceptInvitationAsync()
    {
        var randomness = new Randomness();
        var expiresAt = _server.Time.GetUtcNow().AddDays(1);
        var ticket = Handle.New(ExpiringId.New(expiresAt, randomness), randomness).Text;
        _server.Stores.Tickets.Invitations[ticket] = new Invitation(FlowServer.Subject, "alice", expiresAt);
        _server.BrowserCookie = new string('b', 43);
        var form = FormToken.Of(_server.BrowserCookie, "invitation " + ticket);
        return Assert.IsType<RedirectResult>(await _server.Server.Invitation.HandleAsync(
            _server.Form(("ticket", ticket), ("form_token", form), ("password", "a better password"), ("password_again", "a better password")),
            TestContext.Current.CancellationToken));
    }
}
