using System.Net;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>
/// A HEAD request asks for the headers of a GET (RFC 9110 §9.3.2). Mail scanners and link previews send HEAD requests, so such a request
/// must not use anything up.
/// </summary>
public sealed class HeadTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/authorize")]
    [InlineData("/sign-out")]
    [InlineData("/device")]
    [InlineData("/device?user_code=ABCD-EFGH")]
    [InlineData("/apps")]
    [InlineData("/apps/request")]
    [InlineData("/apps/request?ticket=a.b")]
    [InlineData("/invitation?ticket=a.b")]
    [InlineData("/try")]
    [InlineData("/try/callback")]
    [InlineData("/sign-in")]
    [InlineData("/nope")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/jwks.json")]
    public async Task HEAD_has_the_status_and_the_headers_of_GET_and_issues_nothing(string path)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var get = await browser.GetAsync(path);
        browser.Cookies.Clear();

        var head = await browser.SendAsync(HttpMethod.Head, path);

        Assert.Equal((get.Status, ""), (head.Status, head.Body));
        foreach (var name in get.Headers.Keys.Except(["Set-Cookie", "Content-Length", "Date", "Location"], StringComparer.OrdinalIgnoreCase))
            Assert.Equal(get.Header(name), head.Header(name));
        Assert.Equal(get.Location.Split('?')[0], head.Location.Split('?')[0]);
        Assert.Empty(head.SetCookies);
    }

    [Fact]
    public async Task HEAD_of_an_authorization_request_gives_no_code_and_writes_nothing()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.AllowAsync(Requests.Authorize(), await host.Server.NewUserAsync());
        var before = await RowsAsync();

        foreach (var mode in new[] { "query", "fragment", "form_post" })
        {
            var head = await browser.SendAsync(HttpMethod.Head, Requests.Authorize(("response_mode", mode)));
            Assert.Equal((HttpStatusCode.OK, "", "no-store"), (head.Status, head.Location, head.Header("Cache-Control")));
        }

        Assert.Equal(before, await RowsAsync());
        Assert.NotNull((await browser.GetAsync(Requests.Authorize())).Code);
    }

    [Fact]
    public async Task HEAD_of_a_sign_out_signs_no_user_out()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var tokens = await host.Client.TokensAsync(Requests.Redeem((await browser.AllowAsync(Requests.Authorize(), await host.Server.NewUserAsync())).Code));
        var before = await RowsAsync();

        var head = await browser.SendAsync(HttpMethod.Head, "/sign-out?" + Requests.Encode(
            ("id_token_hint", tokens.Text("id_token")), ("post_logout_redirect_uri", Requests.Callback)));

        Assert.Equal((HttpStatusCode.SeeOther, Requests.Callback), (head.Status, head.Location));
        Assert.Equal(before, await RowsAsync());
        Assert.NotNull((await browser.GetAsync(Requests.Authorize())).Code);
    }

    [Fact]
    public async Task HEAD_of_a_device_page_counts_no_attempt()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.AllowAsync(Requests.Authorize(), await host.Server.NewUserAsync());
        var before = await RowsAsync();

        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(HttpMethod.Head, "/device?user_code=BCDF-GHJK")).Status);

        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task HEAD_of_the_demo_callback_leaves_the_code_to_the_GET()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.OpenAsync("/try");
        var allowed = await browser.SubmitAsync(await browser.SignInAsync(page, await host.Server.NewUserAsync()), ("decision", "allow"));
        var back = new Uri((await browser.GetAsync(allowed.Location)).Location).PathAndQuery;

        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(HttpMethod.Head, back)).Status);

        Assert.Contains("access_token", (await browser.GetAsync(back)).Body, StringComparison.Ordinal);
    }

    /// <summary>The rows of the tables that a user's request writes before its answer.</summary>
    private async Task<string[]> RowsAsync()
    {
        var tables = host.Server.Services.GetRequiredService<TableServiceClient>();
        var rows = new List<string>();
        foreach (var name in new[] { TableNames.Attempts, TableNames.Consents, TableNames.Grants, TableNames.Sessions })
            await foreach (var row in tables.GetTableClient(name).QueryAsync<TableEntity>())
                rows.Add($"{name} {row.PartitionKey} {row.RowKey} {row.ETag}");
        return [.. rows.Order(StringComparer.Ordinal)];
    }
}
