using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Applications;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>DPoP over HTTP (RFC 9449): headers, statuses and challenges.</summary>
public sealed class DpopTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>, IDisposable
{
    private const string Own = "grant_type=client_credentials";
    private const string Nonces = "nonces";

    private readonly DpopSender _sender = new();

    public void Dispose() => _sender.Dispose();

    [Fact]
    public async Task A_client_gets_a_bound_token_and_uses_it_with_a_proof()
    {
        var token = await BoundAsync();
        using var answer = await ResourceAsync("/resource", $"DPoP {token}", ProofAt("resource", token));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("", answer.Header("DPoP-Nonce"));
    }

    [Theory]
    [InlineData("Bearer", "invalid_token", "Bearer ")]
    [InlineData("DPoP", "invalid_dpop_proof", "DPoP ")]
    public async Task A_wrong_proof_and_a_wrong_scheme_are_challenged_with_401(string scheme, string error, string challenge)
    {
        var token = await BoundAsync();
        using var answer = await ResourceAsync("/resource", $"{scheme} {token}", ProofAt("token", token));

        Assert.Equal((HttpStatusCode.Unauthorized, error), (answer.StatusCode, (await answer.JsonAsync()).Text("error")));
        Assert.StartsWith(challenge, answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Contains("algs=\"ES256 ", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_proof_at_the_token_endpoint_gets_400_without_a_challenge()
    {
        using var answer = await host.Client.PostTokenAsync(Own, TokenRequests.DemoCredentials, proofs: "no proof");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_dpop_proof"), (answer.StatusCode, (await answer.JsonAsync()).Text("error")));
        Assert.Equal("", answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Two_headers_are_one_too_many()
    {
        using var answer = await host.Client.PostTokenAsync(Own, TokenRequests.DemoCredentials, "/token", Proof("token"), Proof("token"));
        Assert.Equal("The request has more than one DPoP header.", (await answer.JsonAsync()).Text("error_description"));
    }

    /// <summary>A caller can write any Host header. It changes neither which proofs are right nor which are wrong.</summary>
    [Theory]
    [InlineData(false, HttpStatusCode.OK)]
    [InlineData(true, HttpStatusCode.BadRequest)]
    public async Task The_address_of_a_proof_is_compared_with_the_configured_one_and_not_with_Host(bool isOfHost, HttpStatusCode status)
    {
        var address = isOfHost ? "http://evil.example/token" : new Uri(host.Server.Address, "token").AbsoluteUri;
        using var form = new FormUrlEncodedContent(
            [new("grant_type", "client_credentials"), new("client_id", "demo-service"), new("client_secret", "demo-service-secret")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/token") { Content = form };
        request.Headers.Host = "evil.example";
        request.Headers.Add("DPoP", _sender.Proof("POST", address, Now));
        using var answer = await host.Client.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_workspace_with_nonces_gives_one_and_the_next_proof_has_it()
    {
        await AddWorkspaceAsync();
        const string Path = $"{Nonces}/oauth2/token";
        using var first = await host.Client.PostTokenAsync(Own, TokenRequests.DemoCredentials, "/" + Path, Proof(Path));
        var nonce = first.Header("DPoP-Nonce");
        Assert.Equal((HttpStatusCode.BadRequest, "use_dpop_nonce"), (first.StatusCode, (await first.JsonAsync()).Text("error")));

        using var second = await host.Client.PostTokenAsync(Own, TokenRequests.DemoCredentials, "/" + Path, Proof(Path, nonce));
        var token = (await second.JsonAsync()).Text("access_token")!;

        const string Resource = $"{Nonces}/oauth2/resource";
        using var without = await ResourceAsync("/" + Resource, $"DPoP {token}", ProofAt(Resource, token));
        Assert.Equal((HttpStatusCode.Unauthorized, "use_dpop_nonce"), (without.StatusCode, (await without.JsonAsync()).Text("error")));
        using var with = await ResourceAsync("/" + Resource, $"DPoP {token}", ProofAt(Resource, token, without.Header("DPoP-Nonce")));
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
    }

    private DateTimeOffset Now => host.Server.Services.GetRequiredService<TimeProvider>().GetUtcNow();

    private async Task AddWorkspaceAsync()
    {
        var services = host.Server.Services;
        var usual = services.GetRequiredService<TollgateSettings>().UsualWorkspace(Nonces);
        await services.GetRequiredService<WorkspaceTable>().AddAsync(usual with { RequiresDpopNonce = true }, default);
        await services.GetRequiredService<IApplicationStore>().RegisterDemoClientsAsync(Nonces);
    }

    private async Task<string> BoundAsync()
    {
        using var answer = await host.Client.PostTokenAsync(Own, TokenRequests.DemoCredentials, proofs: Proof("token"));
        var body = await answer.JsonAsync();
        Assert.Equal("DPoP", body.Text("token_type"));
        return body.Text("access_token")!;
    }

    private string Proof(string path, string? nonce = null) => _sender.Proof("POST", AddressOf(path), Now, (_, claims) =>
    {
        if (nonce is not null)
            claims["nonce"] = nonce;
    });

    private string ProofAt(string path, string token, string? nonce = null) => _sender.Proof("GET", AddressOf(path), Now, token, nonce);

    private string AddressOf(string path) => new Uri(host.Server.Address, path).AbsoluteUri;

    private async Task<HttpResponseMessage> ResourceAsync(string path, string authorization, string proof)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Authorization", authorization }, { "DPoP", proof } } };
        return await host.Client.SendAsync(request);
    }
}
