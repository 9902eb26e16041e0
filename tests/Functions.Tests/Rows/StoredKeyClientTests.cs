using System.Net;
using System.Text.Json.Nodes;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Rows;

/// <summary>Clients with keys, pushed requests and bound refresh tokens that an earlier version stored.</summary>
public sealed class StoredKeyClientTests(StoredHosts hosts) : IClassFixture<StoredHosts>
{
    private const string Type = "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

    /// <summary>The folders of versions that know client keys.</summary>
    public static TheoryData<string> Folders { get; } =
        [.. StoredRows.Folders.Where(folder => StoredRows.Read(folder).Clear.Tokens.Any(token => token.Kind == ClearToken.ClientKey))];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_client_proves_itself_with_its_stored_key(string folder)
    {
        var host = await hosts.GetAsync(folder);
        using var signer = AssertionSigner.OfPem(host.Clear.Token("client-key").Text);

        await AssertProvesAsync(host, signer.Assertion("ledger", IssuerOf(host), NowOf(host)), "ledger");
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_workload_proves_its_client_with_a_token_of_its_issuer(string folder)
    {
        var host = await hosts.GetAsync(folder);
        using var signer = AssertionSigner.OfPem(host.Clear.Token("client-key").Text);
        var claims = new JsonObject
        {
            ["iss"] = "https://workloads.example",
            ["sub"] = "system:serviceaccount:shop:billing",
            ["aud"] = IssuerOf(host),
            ["exp"] = NowOf(host).AddMinutes(5).ToUnixTimeSeconds(),
        };

        await AssertProvesAsync(host, signer.Sign(claims), "billing");
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_browser_goes_on_with_the_pushed_request_that_it_has_opened(string folder)
    {
        var host = await hosts.GetAsync(folder);
        using var browser = host.Browser("pushed-request");
        var page = await browser.GetAsync(
            "/authorize?" + Requests.Encode(("client_id", "demo-web"), ("request_uri", host.Clear.Token("pushed-request").Text)));

        var answer = await browser.SignInAsync(page, "alice", host.Clear.Password("alice"));
        if (answer.HasButton("allow"))
            answer = await browser.ConsentAsync(answer);

        Assert.NotNull(answer.Code);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_bound_refresh_token_needs_the_key_that_it_was_bound_to(string folder)
    {
        var host = await hosts.GetAsync(folder);
        using var thief = new DpopSender();
        using var sender = new DpopSender(AssertionSigner.OfPem(host.Clear.Token("proof-key").Text, keyId: null));

        Assert.Equal(HttpStatusCode.BadRequest, await RefreshAsync(host, null));
        Assert.Equal(HttpStatusCode.BadRequest, await RefreshAsync(host, thief));
        Assert.Equal(HttpStatusCode.OK, await RefreshAsync(host, sender));
    }

    private static string IssuerOf(StoredHost host) => host.Clear.Issuer.AbsoluteUri.TrimEnd('/');

    /// <summary>The clock of the host is five minutes past the time of writing.</summary>
    private static DateTimeOffset NowOf(StoredHost host) => host.Clear.WrittenAt.AddMinutes(5);

    private static async Task AssertProvesAsync(StoredHost host, string assertion, string clientId)
    {
        using var response = await host.Client.PostTokenAsync(
            $"grant_type=client_credentials&client_id={clientId}&client_assertion_type={Type}&client_assertion={assertion}");
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<HttpStatusCode> RefreshAsync(StoredHost host, DpopSender? sender)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/token")
        {
            Content = new StringContent(Requests.Refresh(host.Clear.Token("refresh-bound").Text), null, "application/x-www-form-urlencoded"),
        };
        if (sender is not null)
            request.Headers.Add("DPoP", sender.Proof("POST", IssuerOf(host) + "/token", NowOf(host)));
        using var response = await host.Client.SendAsync(request);
        return response.StatusCode;
    }
}
