using Tollgate.Domain.Authorization;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Messages;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Tests.Devices;

public sealed partial class DeviceEndpointTests
{
    private readonly Scene _scene = new();

    [Theory]
    [InlineData("", "/device")]
    [InlineData("user_code=bcd-23456", "/device?user_code=bcd-23456")]
    [InlineData("user_code=%26continue%3Dhttps%3A%2F%2Fevil.example", "/device?user_code=%26continue%3Dhttps%3A%2F%2Fevil.example")]
    public async Task A_user_without_a_session_signs_in_first_and_comes_back(string parameters, string expected)
    {
        var page = Assert.IsType<SignInPage>(await _scene.PageAsync(parameters, session: "no.session"));
        Assert.Equal(expected, page.Continue);

        var form = $"continue={Uri.EscapeDataString(page.Continue)}&form_token={page.FormToken}&username=alice&password=password";
        var result = Assert.IsType<RedirectResult>(await _scene.Server.SignIn.HandleAsync(
            _scene.Test.Request(form) with { IsPost = true, BrowserCookie = Scene.Browser }, TestContext.Current.CancellationToken));

        Assert.Equal(expected, result.Location);
        var session = result.Cookies.Single(cookie => cookie.Kind == CookieKind.Session).Value;
        Assert.IsType<DevicePage>(await _scene.PageAsync("", session: session));
    }

    [Theory]
    [InlineData("/devices")]
    [InlineData("//evil.example/device")]
    [InlineData("https://evil.example/device")]
    [InlineData("/device/../evil")]
    [InlineData("/device?user_code=a\r\nLocation: https://evil.example")]
    public async Task A_sign_in_leads_to_no_address_outside_the_server(string continuation)
    {
        var token = Assert.IsType<SignInPage>(await _scene.PageAsync("", session: "no.session")).FormToken;
        var form = $"continue={Uri.EscapeDataString(continuation)}&form_token={token}&username=alice&password=password";

        var result = await _scene.Server.SignIn.HandleAsync(
            _scene.Test.Request(form) with { IsPost = true, BrowserCookie = Scene.Browser }, TestContext.Current.CancellationToken);

        Assert.IsType<ErrorPage>(Assert.IsType<PageResult>(result).Page);
    }

    [Fact]
    public async Task Without_a_code_the_page_asks_for_a_code()
    {
        var page = Assert.IsType<DevicePage>(await _scene.PageAsync(""));

        Assert.Equal(("alice", null, DeviceProblem.None), (page.Username, page.UserCode, page.Problem));
    }

    [Fact]
    public async Task The_user_sees_the_code_the_client_and_the_scope_before_deciding()
    {
        var device = await _scene.StartDeviceAsync(body: "scope=notes.read+notes.write");

        var page = await _scene.ConfirmAsync(device);

        Assert.Equal(device.Text("user_code"), page.UserCode);
        Assert.Equal("A Device", page.ClientName);
        Assert.Equal("alice", page.Username);
        Assert.Equal("notes.read notes.write", page.Scope.Text);
    }

    [Fact]
    public async Task A_client_without_a_name_is_shown_by_its_id() =>
        Assert.Equal(Scene.Tv, (await _scene.ConfirmAsync(await _scene.StartDeviceAsync(Scene.Tv, ""))).ClientName);

    [Theory]
    [InlineData(ClientOrigin.Open, true)]
    [InlineData(ClientOrigin.InitialToken, false)]
    [InlineData(ClientOrigin.Operator, false)]
    public async Task The_user_is_told_of_a_client_that_registered_itself(ClientOrigin origin, bool isUnvetted)
    {
        _scene.Change(Scene.Tv, client => client with { Origin = origin });

        Assert.Equal(isUnvetted, (await _scene.ConfirmAsync(await _scene.StartDeviceAsync(Scene.Tv, ""))).IsUnvetted);
    }

    [Fact]
    public async Task The_code_may_be_typed_in_any_case_with_separators()
    {
        var code = (await _scene.StartDeviceAsync()).Text("user_code");

        var page = Assert.IsType<DeviceConsentPage>(await _scene.PageAsync(
            $"user_code=+{code[..3].ToLowerInvariant()}-{code[3..]}+", isSubmission: true));

        Assert.Equal(code, page.UserCode);
    }

    [Theory]
    [InlineData("allow", true, GrantState.DeviceApproved)]
    [InlineData("deny", false, GrantState.DeviceDenied)]
    [InlineData("", false, GrantState.DeviceDenied)]
    [InlineData("ALLOW", false, GrantState.DeviceDenied)]
    public async Task A_decision_is_written_and_the_code_is_over(string decision, bool isAllowed, GrantState state)
    {
        var device = await _scene.StartDeviceAsync();

        Assert.Equal(new DeviceDonePage(isAllowed), await _scene.DecideAsync(device, decision));

        var grant = _scene.Stores.Grants.Values.Single();
        Assert.Equal((state, Scene.Subject), (grant.State, grant.Subject));
        var again = Assert.IsType<DevicePage>(await _scene.PageAsync("user_code=" + device.Text("user_code")));
        Assert.Equal(DeviceProblem.UnknownCode, again.Problem);
    }

    [Fact]
    public async Task A_GET_with_a_decision_decides_nothing()
    {
        var device = await _scene.StartDeviceAsync();
        var token = (await _scene.ConfirmAsync(device)).FormToken;

        var page = await _scene.PageAsync($"user_code={device.Text("user_code")}&form_token={token}&decision=allow");

        Assert.IsType<DeviceConsentPage>(page);
        AssertPending();
    }

    [Theory]
    [InlineData("")]
    [InlineData("&form_token=")]
    [InlineData("&form_token=forged")]
    public async Task A_submission_without_the_form_token_decides_nothing(string token)
    {
        var device = await _scene.StartDeviceAsync();

        Assert.IsType<DeviceConsentPage>(await _scene.PageAsync($"user_code={device.Text("user_code")}{token}&decision=allow", isSubmission: true));

        AssertPending();
    }

    [Fact]
    public async Task The_form_token_of_the_page_that_asks_for_the_code_decides_nothing()
    {
        var device = await _scene.StartDeviceAsync();
        var token = Assert.IsType<DevicePage>(await _scene.PageAsync("")).FormToken;

        await _scene.PageAsync($"user_code={device.Text("user_code")}&form_token={token}&decision=allow", isSubmission: true);

        AssertPending();
    }

    [Fact]
    public async Task The_form_token_of_another_session_decides_nothing()
    {
        _scene.Stores.AddUser("mallory", "password", "u-2");
        var device = await _scene.StartDeviceAsync();
        var token = Assert.IsType<DeviceConsentPage>(await _scene.PageAsync(
            "user_code=" + device.Text("user_code"), session: _scene.SignIn("u-2", "mallory"))).FormToken;

        Assert.IsType<DeviceConsentPage>(
            await _scene.PageAsync($"user_code={device.Text("user_code")}&form_token={token}&decision=allow", isSubmission: true));

        AssertPending();
    }

    [Fact]
    public async Task The_form_token_of_another_code_decides_nothing()
    {
        var mine = await _scene.ConfirmAsync(await _scene.StartDeviceAsync());
        var theirs = await _scene.StartDeviceAsync();

        Assert.IsType<DeviceConsentPage>(
            await _scene.PageAsync($"user_code={theirs.Text("user_code")}&form_token={mine.FormToken}&decision=allow", isSubmission: true));

        AssertPending();
    }

    [Fact]
    public async Task The_form_token_of_another_browser_decides_nothing()
    {
        var device = await _scene.StartDeviceAsync();
        var token = (await _scene.ConfirmAsync(device)).FormToken;

        await _scene.Server.Device.HandleAsync(
            _scene.Test.Request($"user_code={device.Text("user_code")}&form_token={token}&decision=allow") with
            {
                IsPost = true,
                SessionCookie = _scene.SessionCookie,
                BrowserCookie = new string('c', 43),
            },
            TestContext.Current.CancellationToken);

        AssertPending();
    }

    [Fact]
    public async Task A_user_who_has_been_removed_decides_nothing()
    {
        var device = await _scene.StartDeviceAsync();
        var token = (await _scene.ConfirmAsync(device)).FormToken;
        _scene.Stores.Users.Clear();

        Assert.IsType<SignInPage>(
            await _scene.PageAsync($"user_code={device.Text("user_code")}&form_token={token}&decision=allow", isSubmission: true));

        AssertPending();
    }

    [Fact]
    public async Task A_poll_in_the_middle_of_a_decision_does_not_undo_it()
    {
        var device = await _scene.StartDeviceAsync();
        var token = (await _scene.ConfirmAsync(device)).FormToken;
        _scene.Stores.BeforeNextUpdate = () => Write(grant => grant with { Device = grant.Device! with { PolledAt = _scene.Time.GetUtcNow() } });

        Assert.Equal(
            new DeviceDonePage(true),
            await _scene.PageAsync($"user_code={device.Text("user_code")}&form_token={token}&decision=allow", isSubmission: true));

        Assert.Equal(_scene.Time.GetUtcNow(), _scene.Stores.Grants.Values.Single().Device!.PolledAt);
        Assert.True((await _scene.TokensAsync(Scene.Device, Scene.Poll(device))).Has("access_token"));
    }

    [Fact]
    public async Task The_first_of_two_decisions_holds()
    {
        var device = await _scene.StartDeviceAsync();
        var token = (await _scene.ConfirmAsync(device)).FormToken;
        _scene.Stores.BeforeNextUpdate = () => Write(grant => grant with { State = GrantState.DeviceDenied });

        var page = await _scene.PageAsync($"user_code={device.Text("user_code")}&form_token={token}&decision=allow", isSubmission: true);

        Assert.Equal(DeviceProblem.UnknownCode, Assert.IsType<DevicePage>(page).Problem);
        Assert.Equal(GrantState.DeviceDenied, _scene.Stores.Grants.Values.Single().State);
    }

    [Fact]
    public async Task An_expired_code_counts_as_unknown()
    {
        var device = await _scene.StartDeviceAsync();
        _scene.Time.Advance(TimeSpan.FromMinutes(10));

        var page = await _scene.PageAsync("user_code=" + device.Text("user_code"));

        Assert.Equal(DeviceProblem.UnknownCode, Assert.IsType<DevicePage>(page).Problem);
    }

    private static DeviceProblem ProblemOf(Page page) => Assert.IsType<DevicePage>(page).Problem;

    private async Task<string> TokenAsync(string? session = null) =>
        Assert.IsType<DevicePage>(await _scene.PageAsync("", session: session)).FormToken;

    /// <summary>Sends the form that asks for a code.</summary>
    private async Task<Page> TypeAsync(string code, string network = "") =>
        await _scene.PageAsync($"user_code={code}&form_token={await TokenAsync()}", isSubmission: true, network: network);

    private async Task<Page> AllowAsync(string code)
    {
        var page = Assert.IsType<DeviceConsentPage>(await TypeAsync(code));
        return await _scene.PageAsync($"user_code={code}&form_token={page.FormToken}&decision=allow", isSubmission: true);
    }

    private async Task<DeviceProblem> ProblemAsync(string code) => Assert.IsType<DevicePage>(await _scene.PageAsync("user_code=" + code)).Problem;

    private void AssertPending() => Assert.All(_scene.Stores.Grants.Values, grant => Assert.Equal(GrantState.DevicePending, grant.State));

    private void Write(Func<AuthorizationGrant, AuthorizationGrant> change)
    {
        var grant = _scene.Stores.Grants.Values.Single();
        _scene.Stores.Grants[grant.Id] = change(grant) with { Version = "somebody else's" };
    }
}
