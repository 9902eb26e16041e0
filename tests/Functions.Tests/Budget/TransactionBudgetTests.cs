using System.Text.Json;
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Budget;

/// <summary>The number of transactions of the table service that each step of the happy path needs on a warm instance.</summary>
public sealed class TransactionBudgetTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private CountedHost _host = null!;
    private ScriptlessBrowser _browser = null!;
    private string _username = "";

    public async ValueTask InitializeAsync()
    {
        _host = await CountedHost.StartAsync(azurite);
        _browser = new ScriptlessBrowser(_host.Server.Address);
        _username = await _host.Server.NewUserAsync();
        // Warms the instance: it knows the clients and the user, and the user has consented.
        await _host.Client.DemoTokenAsync();
        await _host.Client.UserInfoAsync((await TokensAsync()).Text("access_token"));
    }

    public async ValueTask DisposeAsync()
    {
        _browser?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    [Fact]
    public async Task Client_credentials_cost_nothing() => Assert.Empty(await _host.CountAsync(() => _host.Client.DemoTokenAsync()));

    [Fact]
    public async Task A_code_costs_one_write_beside_the_reads_of_session_and_consent()
    {
        var answer = default(Answer);

        var cost = await _host.CountAsync(async () => answer = await _browser.GetAsync(Requests.Authorize()));

        Assert.NotNull(answer!.Code);
        Assert.Equal(["read sessions", "read consents", "write grants"], cost);
    }

    [Fact]
    public async Task A_pushed_request_costs_one_write_and_its_code_one_conditional_write_more()
    {
        await _browser.AllowAsync(Requests.Authorize(("client_id", "demo-web")), _username);
        var (requestUri, answer) = ("", default(Answer));

        Assert.Equal(["write pushedRequests"], await _host.CountAsync(async () => requestUri = await PushAsync()));
        var cost = await _host.CountAsync(async () => answer = await _browser.GetAsync(Requests.Pushed(requestUri, "demo-web")));

        Assert.NotNull(answer!.Code);
        Assert.Equal(["read pushedRequests", "read sessions", "read consents", "write pushedRequests", "write grants"], cost);
    }

    [Fact]
    public async Task A_page_of_a_pushed_request_costs_one_read_and_the_first_one_a_write()
    {
        using var browser = new ScriptlessBrowser(_host.Server.Address);
        var requestUri = await PushAsync();

        Assert.Equal(
            ["read pushedRequests", "write pushedRequests"], await _host.CountAsync(() => browser.GetAsync(Requests.Pushed(requestUri, "demo-web"))));
        Assert.Equal(["read pushedRequests"], await _host.CountAsync(() => browser.GetAsync(Requests.Pushed(requestUri, "demo-web"))));
    }

    [Fact]
    public async Task A_redemption_costs_two()
    {
        var code = (await _browser.GetAsync(Requests.Authorize())).Code;

        Assert.Equal(["read grants", "write grants"], await _host.CountAsync(() => _host.Client.TokensAsync(Requests.Redeem(code))));
    }

    [Fact]
    public async Task A_refresh_costs_two()
    {
        var token = (await TokensAsync()).Text("refresh_token");

        Assert.Equal(["read grants", "write grants"], await _host.CountAsync(() => _host.Client.TokensAsync(Requests.Refresh(token))));
    }

    [Fact]
    public async Task The_next_refresh_at_the_same_instance_costs_one()
    {
        var token = (await _host.Client.TokensAsync(Requests.Refresh((await TokensAsync()).Text("refresh_token")))).Text("refresh_token");

        Assert.Equal(["write grants"], await _host.CountAsync(() => _host.Client.TokensAsync(Requests.Refresh(token))));
    }

    [Fact]
    public async Task A_retry_within_the_grace_costs_one_transaction()
    {
        var token = (await TokensAsync()).Text("refresh_token");
        await _host.Client.TokensAsync(Requests.Refresh(token));

        Assert.Equal(["read grants"], await _host.CountAsync(() => _host.Client.TokensAsync(Requests.Refresh(token))));
    }

    [Fact]
    public async Task Userinfo_costs_one()
    {
        var token = (await TokensAsync()).Text("access_token");

        Assert.Equal(["read grants"], await _host.CountAsync(() => _host.Client.UserInfoAsync(token)));
    }

    [Fact]
    public async Task A_sign_in_in_a_known_browser_costs_six_transactions_and_the_end_of_the_old_session_two()
    {
        var page = await _browser.GetAsync(Requests.Authorize(("prompt", "login")));

        var cost = await _host.CountAsync(() => _browser.SubmitAsync(page, ("username", _username), ("password", ScriptlessBrowser.Password)));

        Assert.Equal([
                "read users", "read attempts", "write attempts", "read users", "write attempts",
                "write sessions", "read sessions", "write sessions",
            ], cost);
    }

    [Fact]
    public async Task A_sign_in_and_a_redemption_cost_one_background_write_each_and_a_refresh_costs_none()
    {
        var (code, token) = (default(string), "");
        var page = await _browser.GetAsync(Requests.Authorize(("prompt", "login")));

        Assert.Equal(
            ["write userIndex"],
            await _host.CountIndexAsync(() => _browser.SubmitAsync(page, ("username", _username), ("password", ScriptlessBrowser.Password))));
        Assert.Empty(await _host.CountIndexAsync(async () => code = (await _browser.GetAsync(Requests.Authorize())).Code));
        Assert.Equal(
            ["write userIndex"],
            await _host.CountIndexAsync(async () => token = (await _host.Client.TokensAsync(Requests.Redeem(code))).Text("refresh_token")));
        Assert.Empty(await _host.CountIndexAsync(() => _host.Client.TokensAsync(Requests.Refresh(token))));
        Assert.Empty(await _host.CountIndexAsync(() => _host.Client.DemoTokenAsync()));
    }

    [Fact]
    public async Task What_nobody_could_have_been_given_costs_nothing()
    {
        Assert.Empty(await _host.CountAsync(() => _host.Client.TokenErrorAsync(Requests.Redeem("no handle at all"))));
        Assert.Empty(await _host.CountAsync(() => _host.Client.TokenErrorAsync(Requests.Refresh("no handle at all"))));
        Assert.Empty(await _host.CountAsync(() => _host.Client.UserInfoAsync("no token at all")));
        Assert.Empty(await _host.CountAsync(() => _host.Client.GetAsync("/.well-known/jwks.json")));
    }

    private async Task<string> PushAsync()
    {
        using var response = await _host.Client.PostTokenAsync(Requests.AuthorizeQuery(("client_id", "demo-web")), Requests.Web, "/par");
        return (await response.JsonAsync()).Text("request_uri")!;
    }

    private async Task<JsonElement> TokensAsync() =>
        await _host.Client.TokensAsync(Requests.Redeem((await _browser.AllowAsync(Requests.Authorize(), _username)).Code));
}
