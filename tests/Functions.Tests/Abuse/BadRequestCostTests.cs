using System.Net;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Handles;
using Tollgate.Domain.PushedRequests;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;
using Tollgate.Functions.Tests.Budget;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Abuse;

/// <summary>The number of transactions of the table service for each bad request: the table in docs/threat-model.md, "Abuse".</summary>
public sealed class BadRequestCostTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static int Days;


    /// <summary>The clock gives each test its own day, years before the rows of other tests on the same tables.</summary>
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2016, 1, 1, 3, 4, 5, TimeSpan.Zero).AddDays(Interlocked.Increment(ref Days)));
    private CountedHost _host = null!;
    private ScriptlessBrowser _browser = null!;
    private string _username = "";

    public async ValueTask InitializeAsync()
    {
        _host = await CountedHost.StartAsync(azurite, _clock);
        _browser = new ScriptlessBrowser(_host.Server.Address);
        _username = await _host.Server.NewUserAsync();
        // Warms the instance: it knows the clients and the workspace.
        foreach (var credentials in new[] { TokenRequests.DemoCredentials, Requests.Legacy })
            (await _host.Client.PostTokenAsync("grant_type=client_credentials", credentials)).Dispose();
        (await _host.Client.PostTokenAsync(Requests.Refresh(MadeUp()))).Dispose();
        await _browser.GetAsync(Requests.Authorize());
    }

    public async ValueTask DisposeAsync()
    {
        _browser?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_wrong_password_in_an_unknown_browser_costs_eight_transactions_and_past_the_limit_four()
    {
        var page = await LoginPageAsync();
        foreach (var username in new[] { _username, $"nobody-{Guid.NewGuid():n}" })
            AssertCost(await _host.CountAsync(() => FailAsync(page, username)), ("read users", 2), ("read attempts", 3), ("write attempts", 3));

        await UseUpAsync(SignInThrottle.PerUserAndAddress - 1, () => FailAsync(page));

        AssertCost(await _host.CountAsync(() => FailAsync(page, status: HttpStatusCode.TooManyRequests)), ("read users", 1), ("read attempts", 3));
    }

    [Fact]
    public async Task A_wrong_password_in_a_known_browser_costs_four_transactions_and_past_the_limit_two()
    {
        await _browser.AllowAsync(Requests.Authorize(), _username);
        var page = await LoginPageAsync();

        AssertCost(await _host.CountAsync(() => FailAsync(page)), ("read users", 2), ("read attempts", 1), ("write attempts", 1));

        await UseUpAsync(SignInThrottle.PerKnownBrowser - 1, () => FailAsync(page));
        AssertCost(await _host.CountAsync(() => FailAsync(page, status: HttpStatusCode.TooManyRequests)), ("read users", 1), ("read attempts", 1));
    }

    [Fact]
    public async Task A_wrong_password_at_the_token_endpoint_costs_seven_transactions_and_past_the_limit_three()
    {
        AssertCost(await _host.CountAsync(PasswordGrantAsync), ("read users", 1), ("read attempts", 3), ("write attempts", 3));

        await UseUpAsync(SignInThrottle.PerUserAndAddress - 1, PasswordGrantAsync);
        AssertCost(await _host.CountAsync(PasswordGrantAsync), ("read attempts", 3));
    }

    [Fact]
    public async Task An_unknown_client_costs_one_transaction_and_a_repeated_request_costs_nothing()
    {
        var credentials = $"nobody-{Guid.NewGuid():n}:secret";

        AssertCost(await _host.CountAsync(() => RefusedAsync("grant_type=client_credentials", credentials)), ("read clients", 1));
        Assert.Empty(await _host.CountAsync(() => RefusedAsync("grant_type=client_credentials", credentials)));
    }

    [Fact]
    public async Task A_wrong_secret_costs_nothing() =>
        Assert.Empty(await _host.CountAsync(() => RefusedAsync("grant_type=client_credentials", "demo-service:wrong")));

    [Theory]
    [InlineData("https://idp.example/", 12_000)]
    [InlineData("https://idp.example/?", 1)]
    [InlineData("urn:idp:", 10)]
    public async Task A_subject_token_of_an_impossible_issuer_costs_nothing(string issuer, int more) =>
        Assert.Empty(await _host.CountAsync(() => RefusedAsync(ExchangeOf(issuer + new string('a', more)), TokenRequests.DemoCredentials)));

    [Fact]
    public async Task A_subject_token_of_an_untrusted_issuer_costs_one_transaction() =>
        AssertCost(
            await _host.CountAsync(() => RefusedAsync(ExchangeOf($"https://{Guid.NewGuid():n}.example"), TokenRequests.DemoCredentials)),
            ("read trustedIssuers", 1));

    [Fact]
    public async Task A_made_up_credential_in_the_right_form_costs_one_transaction()
    {
        AssertCost(await _host.CountAsync(() => RefusedAsync(Requests.Redeem(MadeUp()))), ("read grants", 1));
        AssertCost(await _host.CountAsync(() => RefusedAsync(Requests.Refresh(MadeUp()))), ("read grants", 1));
        _browser.Cookies["tollgate-session"] = MadeUp();
        AssertCost(await _host.CountAsync(() => _browser.GetAsync(Requests.Authorize())), ("read sessions", 1));
        AssertCost(await _host.CountAsync(() => _browser.GetAsync("/apps/request?ticket=" + MadeUp())), ("read clients", 1));
    }

    [Fact]
    public async Task A_made_up_credential_in_a_wrong_form_costs_nothing()
    {
        Assert.Empty(await _host.CountAsync(() => RefusedAsync(Requests.Redeem("no handle"))));
        _browser.Cookies["tollgate-session"] = "no handle";
        Assert.Empty(await _host.CountAsync(() => _browser.GetAsync(Requests.Authorize())));
    }

    [Fact]
    public async Task A_wrong_user_code_costs_seven_transactions_and_past_the_limit_three()
    {
        await _browser.AllowAsync(Requests.Authorize(), _username);
        var page = await _browser.GetAsync("/device");

        AssertCost(
            await _host.CountAsync(() => TypeAsync(page, "BCD22222")),
            ("read sessions", 1), ("read attempts", 2), ("write attempts", 2), ("read userCodes", 2));
        AssertCost(
            await _host.CountAsync(() => TypeAsync(page, "no code")), ("read sessions", 1), ("read attempts", 2), ("write attempts", 2));
        await UseUpAsync(CodeThrottle.PerUser - 2, () => TypeAsync(page, "no code"));
        AssertCost(
            await _host.CountAsync(() => TypeAsync(page, "BCD22222", HttpStatusCode.TooManyRequests)), ("read sessions", 1), ("read attempts", 2));
    }

    [Fact]
    public async Task A_device_authorization_costs_six_transactions_and_past_the_limit_one()
    {
        await BeginAsync(HttpStatusCode.OK);

        AssertCost(
            await _host.CountAsync(() => BeginAsync(HttpStatusCode.OK)),
            ("read attempts", 1), ("write attempts", 1), ("write grants", 1), ("read userCodes", 2), ("write userCodes", 1));

        var throttle = new DeviceThrottle(Uncounted(), _clock, new Randomness());
        await UseUpAsync(DeviceThrottle.PerNetwork - 2, async () => await throttle.BeginAsync(Home, "127.0.0.1", default));
        AssertCost(await _host.CountAsync(() => BeginAsync(HttpStatusCode.TooManyRequests)), ("read attempts", 1));
    }

    [Fact]
    public async Task A_request_that_anybody_pushes_costs_three_and_one_past_the_limit()
    {
        AssertCost(
            await _host.CountAsync(() => PushAsync(HttpStatusCode.Created)),
            ("read attempts", 1), ("write attempts", 1), ("write pushedRequests", 1));

        var attempts = Uncounted();
        var now = _clock.GetUtcNow();
        var quarter = TimeSpan.FromMinutes(15).Ticks;
        var window = new AttemptWindow(KeyHash.Of("pushed request from", "127.0.0.1"), now.AddTicks(quarter - (now.Ticks % quarter)));
        await Parallel.ForAsync(0, PushThrottle.PerNetwork, async (slot, token) => await attempts.TryTakeAsync(Home, window, slot, token));
        AssertCost(await _host.CountAsync(() => PushAsync(HttpStatusCode.TooManyRequests)), ("read attempts", 1));
    }

    [Fact]
    public async Task A_request_uri_that_is_made_up_costs_one_if_it_is_well_made()
    {
        AssertCost(await _host.CountAsync(() => OpenAsync(MadeUp())), ("read pushedRequests", 1));
        Assert.Empty(await _host.CountAsync(() => OpenAsync("no handle")));

        async Task OpenAsync(string handle) =>
            Assert.Equal(HttpStatusCode.BadRequest, (await _browser.GetAsync(Requests.Pushed(RequestUri.Prefix + handle, "demo-spa"))).Status);
    }

    [Fact]
    public async Task A_request_for_an_application_costs_seven_transactions_and_past_the_limit_four()
    {
        AssertCost(
            await _host.CountAsync(AskAsync), ("read attempts", 3), ("write attempts", 3), ("write $batch", 1));

        await UseUpAsync(ApplicationThrottle.PerNetwork - 1, AskAsync);
        AssertCost(await _host.CountAsync(AskAsync), ("read attempts", 3), ("read clients", 1));
    }

    private Workspace Home => _host.Server.Services.GetRequiredService<TollgateSettings>().UsualWorkspace(Workspace.DefaultName);

    /// <summary>Compares the requests in any order, because the server sends some of them at the same time.</summary>
    private static void AssertCost(string[] cost, params (string Request, int Count)[] expected) =>
        Assert.Equal(expected.Order(), cost.GroupBy(each => each).Select(kind => (kind.Key, kind.Count())).Order());

    private static async Task UseUpAsync(int times, Func<Task> step)
    {
        for (var i = 0; i < times; i++)
            await step();
    }

    private static string ExchangeOf(string issuer)
    {
        var token = string.Join('.', new[] { """{"alg":"ES256"}""", $$"""{"iss":"{{issuer}}","sub":"bob","exp":4000000000}""", "signature" }
            .Select(part => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(part))));
        return Requests.Encode(
            ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token", token),
            ("subject_token_type", "urn:ietf:params:oauth:token-type:jwt"));
    }

    /// <summary>A handle in the server's form that the server never issued.</summary>
    private string MadeUp()
    {
        var randomness = new Randomness();
        return Handle.New(ExpiringId.New(_clock.GetUtcNow().AddDays(1), randomness), randomness).Text;
    }

    /// <summary>A second client of the same tables. The counter does not count the sweeps that its writes cause.</summary>
    private AttemptTable Uncounted() => new(
        new TableServiceClient(azurite.Server.ConnectionString), new ExpiredRows(_clock, NullLogger<ExpiredRows>.Instance), NullLogger<AttemptTable>.Instance);

    private Task<Answer> LoginPageAsync() => _browser.GetAsync(Requests.Authorize(("prompt", "login")));

    private async Task FailAsync(Answer page, string? username = null, HttpStatusCode status = HttpStatusCode.OK) => Assert.Equal(
        status, (await _browser.SubmitAsync(page, ("username", username ?? _username), ("password", "wrong"))).Status);

    private async Task PasswordGrantAsync() => await RefusedAsync(
        Requests.Encode(("grant_type", "password"), ("username", _username), ("password", "wrong")), Requests.Legacy);

    private async Task RefusedAsync(string body, string? basic = null) => Assert.NotNull(await _host.Client.TokenErrorAsync(body, basic));

    private async Task TypeAsync(Answer page, string code, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await _browser.SubmitAsync(page, ("user_code", code));
        Assert.Equal(status, answer.Status);
        Assert.Contains("role=\"alert\"", answer.Body, StringComparison.Ordinal);
    }

    private async Task BeginAsync(HttpStatusCode status)
    {
        using var response = await _host.Client.PostAsync("/device-authorization", new FormUrlEncodedContent([new("client_id", "demo-device")]));
        Assert.Equal(status, response.StatusCode);
    }

    private async Task PushAsync(HttpStatusCode status)
    {
        using var response = await _host.Client.PostTokenAsync(Requests.AuthorizeQuery(), path: "/par");
        Assert.Equal(status, response.StatusCode);
    }

    private async Task AskAsync()
    {
        var answer = await _browser.SubmitAsync(
            await _browser.GetAsync("/apps/request"),
            ("name", "Flood"), ("purpose", "None"), ("contact", "x@example.com"), ("client_type", "confidential"), ("grant:client_credentials", "on"));
        Assert.True(answer.Status is HttpStatusCode.SeeOther or HttpStatusCode.TooManyRequests, answer.Body);
    }
}
