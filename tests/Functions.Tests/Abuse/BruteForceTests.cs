using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Abuse;

/// <summary>
/// Bursts from a hundred addresses with fifty requests at a time. As many requests succeed as the limit allows, and no other user is blocked.
/// </summary>
public sealed class BruteForceTests : IAsyncLifetime
{
    private const int Tries = 400;
    private TestHost _host = null!;
    private Crowd _crowd = null!;
    private ScriptlessBrowser _known = null!;
    private string _username = "";

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(TestClock.New());
        _crowd = new Crowd(_host.Server.Address, addresses: 100);
        _known = new ScriptlessBrowser(_host.Server.Address);
        _username = await _host.Server.NewUserAsync("victim");
        await SignInAsync(_known);
    }

    public async ValueTask DisposeAsync()
    {
        _known.Dispose();
        _crowd.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task The_server_verifies_fifty_of_four_hundred_passwords_for_one_user()
    {
        using var attacker = new ScriptlessBrowser(_host.Server.Address);
        var page = await attacker.GetAsync(Requests.Authorize(("prompt", "login")));

        var storm =
            _crowd.PostAsync(Tries, page.Form.Action, turn => FormOf(page, ("username", _username), ("password", $"guess {turn}")), CookiesOf(attacker));
        await WhileAsync(storm, async () =>
        {
            Assert.Equal(HttpStatusCode.SeeOther, await SignInAsync(_known));
            Assert.NotEmpty(await _host.Client.DemoTokenAsync());
        });

        AssertLimited(await storm, HttpStatusCode.OK, SignInThrottle.PerUser);
        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInAsync(attacker));
        Assert.Equal(HttpStatusCode.SeeOther, await SignInAsync(_known));
    }

    [Fact]
    public async Task The_server_looks_up_ten_of_four_hundred_made_up_user_codes()
    {
        using var attacker = new ScriptlessBrowser(_host.Server.Address);
        await SignInAsync(attacker, "alice");
        var page = await attacker.GetAsync("/device");
        var code = await BeginDeviceAsync();

        var storm = _crowd.PostAsync(Tries, page.Form.Action, turn => FormOf(page, ("user_code", CodeOf(turn))), CookiesOf(attacker));
        await WhileAsync(storm, async () =>
        {
            Assert.Contains("Connect this device?", (await TypeAsync(_known, code)).Body, StringComparison.Ordinal);
            Assert.NotEmpty(await _host.Client.DemoTokenAsync());
        });

        AssertLimited(await storm, HttpStatusCode.OK, CodeThrottle.PerUser);
    }

    [Fact]
    public async Task The_server_accepts_a_hundred_of_four_hundred_requests_for_applications()
    {
        using var attacker = new ScriptlessBrowser(_host.Server.Address);
        await attacker.GetAsync("/apps/request");
        var browser = attacker.Cookies.Values.Single();

        var storm = _crowd.PostAsync(Tries, "/apps/request", _ => ApplicationOf(browser), CookiesOf(attacker));
        await WhileAsync(storm, async () =>
        {
            Assert.Equal(HttpStatusCode.SeeOther, await SignInAsync(_known));
            Assert.NotEmpty(await _host.Client.DemoTokenAsync());
        });

        AssertLimited(await storm, HttpStatusCode.SeeOther, ApplicationThrottle.PerWorkspace);
        var workspace = _host.Server.Services.GetRequiredService<TollgateSettings>().UsualWorkspace(Workspace.DefaultName);
        Assert.InRange(
            await _host.Server.Services.GetRequiredService<IApplicationStore>().ListRequestsAsync(workspace, default).CountAsync(),
            1,
            ApplicationThrottle.PerWorkspace);
    }

    [Fact]
    public async Task The_server_begins_two_hundred_of_four_hundred_devices_of_one_address()
    {
        using var one = new Crowd(_host.Server.Address, addresses: 1);

        var storm = one.PostAsync(Tries, "/device-authorization", _ => "client_id=demo-device");
        await WhileAsync(storm, async () => Assert.NotEmpty(await _host.Client.DemoTokenAsync()));

        Assert.NotEmpty(await BeginDeviceAsync());
        AssertLimited(await storm, HttpStatusCode.OK, DeviceThrottle.PerNetwork);
        var refused = (await storm).First(answer => answer.Status == HttpStatusCode.TooManyRequests);
        Assert.Contains("\"error\":\"too_many_requests\"", refused.Body, StringComparison.Ordinal);
        Assert.Equal("655", refused.Header("Retry-After"));
    }

    private static void AssertLimited(IReadOnlyList<Answer> answers, HttpStatusCode through, int limit)
    {
        Assert.InRange(answers.Count(answer => answer.Status == through), 1, limit);
        Assert.All(answers.Where(answer => answer.Status != through), answer => Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status));
    }

    /// <summary>Repeats the step while the storm lasts, at least once.</summary>
    private static async Task WhileAsync(Task storm, Func<Task> step)
    {
        do
            await step();
        while (!storm.IsCompleted);
    }

    private static string FormOf(Answer page, params (string Name, string? Value)[] fields)
    {
        var all = new Dictionary<string, string?>(page.Form.Fields);
        foreach (var (name, value) in fields)
            all[name] = value;
        return Requests.Encode([.. all.Select(field => (field.Key, field.Value))]);
    }

    private static string CookiesOf(ScriptlessBrowser browser) => string.Join("; ", browser.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    /// <summary>A possible user code of a device. Its digits are 2 to 9.</summary>
    private static string CodeOf(int turn) => $"BCD2{2 + (turn / 512 % 8)}{2 + (turn / 64 % 8)}{2 + (turn / 8 % 8)}{2 + (turn % 8)}";

    private static string ApplicationOf(string browser)
    {
        var nonce = new Randomness().Id();
        return Requests.Encode(
            ("form_token", $"{nonce}.{FormToken.Of(browser, "application request", nonce)}"), ("name", "Flood"), ("purpose", "None"),
            ("contact", "x@example.com"),
            ("client_type", "confidential"), ("grant:client_credentials", "on"));
    }

    private async Task<HttpStatusCode> SignInAsync(ScriptlessBrowser browser, string? username = null) => (await browser.SubmitAsync(
        await browser.GetAsync(Requests.Authorize(("prompt", "login"))), ("username", username ?? _username), ("password", ScriptlessBrowser.Password))).Status;

    private async Task<string> BeginDeviceAsync()
    {
        using var response = await _host.Client.PostAsync("/device-authorization", new FormUrlEncodedContent([new("client_id", "demo-device")]));
        return (await response.JsonAsync()).Text("user_code")!;
    }

    private static async Task<Answer> TypeAsync(ScriptlessBrowser browser, string code) =>
        await browser.SubmitAsync(await browser.GetAsync("/device"), ("user_code", code));
}
