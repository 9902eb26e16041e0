using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Azure.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NightlyReport;
using Tollgate.Domain.Keys;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Signing;
using Tollgate.TestKit.Workloads;

namespace Tollgate.Operator.Tests.Guides;

/// <summary>The walks of docs/guides/workload-identity.md, as printed. Only addresses and the paths of files are this machine's.</summary>
public sealed class WorkloadGuideTests : IAsyncLifetime
{
    private const string Tenant = "7d1b9fd6-6f5c-4b0e-9a3e-3c1f0b4f6a11";
    private const string Identity = "2f3c8c1e-9f0b-4b7a-8a53-5c2d1e7f9b20";
    private const string App = "5b0e1c52-4c83-4a58-9f0d-0b7a3f4f7c66";
    private const string Cluster = PlayedWorkloads.ClusterIssuer;
    private const string PrivateCluster = "https://kubernetes.default.svc.cluster.local";

    private readonly OperatorShell _shell = new();
    private readonly PlayedWorkloads _workloads;
    private TestHost _host = null!;

    public WorkloadGuideTests() => _workloads = new PlayedWorkloads(_shell.Clock);

    private string Issuer => _host.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(
        options => options with { DataFile = _shell.File },
        services => services.AddSingleton<TimeProvider>(_shell.Clock).AddSingleton<IForeignKeys>(_workloads));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _workloads.Dispose();
        _shell.Dispose();
    }

    [Fact]
    public void Each_marked_block_is_run_by_a_test() => Assert.Equal(
        ["managed-identity", "csharp", "github", "github-job", "kubernetes", "kubernetes-private", "pod", "pod-grant", "custom"], GuidePage.Names);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_function_gets_a_token_with_its_managed_identity(int version)
    {
        await RegisterAsync("managed-identity");
        Assert.Equal(await File.ReadAllTextAsync(Repository.PathOf("tests", "Operator.Tests", "Guides", "TollgateTokens.cs")), GuidePage.Block("csharp"));
        using var http = new HttpClient { BaseAddress = _host.Address };
        var identity = new PlayedIdentity(_workloads.Sign(version == 1
            ? _workloads.ManagedIdentityV1(Tenant, Identity, "api://" + App)
            : _workloads.ManagedIdentityV2(Tenant, Identity, App)));

        var tokens = new TollgateTokens(identity, http);
        Assert.Equal("nightly-report", await SubjectAsync(await tokens.GetAsync(TestContext.Current.CancellationToken)));
        // Azure gives out the same token for a day.
        _shell.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal("nightly-report", await SubjectAsync(await tokens.GetAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(["api://" + App + "/.default"], identity.Asked!.Value.Scopes);
    }

    [Fact]
    public async Task Another_identity_of_the_tenant_and_the_same_id_in_another_tenant_are_refused()
    {
        await RegisterAsync("managed-identity");
        const string Other = "00000000-0000-0000-0000-000000000001";
        await RefusedAsync("nightly-report", _workloads.ManagedIdentityV1(Tenant, Other, "api://" + App));
        await RefusedAsync("nightly-report", _workloads.ManagedIdentityV2(Other, Identity, App));
        await RefusedAsync("nightly-report", _workloads.ManagedIdentityV2(Tenant, Identity, "https://management.azure.com"));
        foreach (var (claim, value) in new[] { ("oid", Other), ("sub", Other), ("tid", Other), ("idtyp", "user") })
        {
            var claims = _workloads.ManagedIdentityV1(Tenant, Identity, "api://" + App);
            claims[claim] = value;
            await RefusedAsync("nightly-report", claims);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_job_of_GitHub_Actions_gets_a_token(bool hasIdsInSubject)
    {
        await RegisterAsync("github");
        var job = GuidePage.Block("github-job");
        var script = string.Join('\n', job[job.IndexOf("run: |", StringComparison.Ordinal)..].Split('\n').Skip(1).Select(line => line.Trim()));
        await using var runner = await RunnerAsync(audience => _workloads.Sign(
            _workloads.GitHub("octo-org", "notes", "123456", "456789", "environment:production", audience, hasIdsInSubject)));

        var output = await BashAsync(script, new()
        {
            ["ACTIONS_ID_TOKEN_REQUEST_URL"] = runner.Urls.Single() + "/token?api-version=2.0",
            ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "the runner's",
        });
        Assert.Contains("::add-mask::ey", output, StringComparison.Ordinal);
        Assert.Contains("\"sub\":\"deploy\"", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("octo-org", "notes", "123456", "456789", "ref:refs/heads/main")]
    [InlineData("octo-org", "notes", "123456", "456789", "pull_request")]
    [InlineData("octo-org", "notes", "123456", "456789", "environment:production2")]
    [InlineData("octo-org", "notes", "123456", "1", "environment:production")]
    [InlineData("octo-org", "notes", "1", "456789", "environment:production")]
    [InlineData("octo-org", "notes2", "123456", "456789", "environment:production")]
    [InlineData("octo-org2", "notes", "123456", "456789", "environment:production")]
    public async Task Another_job_is_refused(string owner, string name, string ownerId, string repositoryId, string context)
    {
        await RegisterAsync("github");
        await RefusedAsync("deploy", _workloads.GitHub(owner, name, ownerId, repositoryId, context, Issuer));
        await RefusedAsync("deploy", _workloads.GitHub(owner, name, ownerId, repositoryId, context, Issuer, hasIdsInSubject: true));
    }

    [Theory]
    [InlineData("pod")]
    [InlineData("pod-grant")]
    public async Task A_pod_gets_a_token(string block)
    {
        await RegisterAsync("kubernetes");
        var output = await BashAsync(InPod(block, _workloads.Sign(_workloads.ServiceAccount("shop", "billing", Issuer))));
        Assert.Contains("\"sub\":\"billing\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_pod_is_refused()
    {
        await RegisterAsync("kubernetes");
        await RefusedAsync("billing", _workloads.ServiceAccount("shop", "other", Issuer));
        await RefusedAsync("billing", _workloads.ServiceAccount("other", "billing", Issuer));
        await RefusedAsync("billing", _workloads.ServiceAccount("shop", "billing", Cluster));
        await RefusedAsync("billing", _workloads.ServiceAccount("shop", "billing", Issuer, "https://cluster2.example"));
    }

    [Fact]
    public async Task A_pod_of_a_cluster_without_a_public_address_gets_a_token()
    {
        using var cluster = AssertionSigner.New("RS256");
        await File.WriteAllTextAsync(Path.Combine(_shell.Folder, "cluster-jwks.json"), cluster.JwkSet, TestContext.Current.CancellationToken);
        await RegisterAsync("kubernetes-private");
        var token = cluster.Sign(_workloads.ServiceAccount("shop", "billing", Issuer, PrivateCluster));
        Assert.Equal("billing-private", await SubjectAsync(await TokenAsync("billing-private", token)));
        await RefusedAsync("billing-private", _workloads.ServiceAccount("shop", "billing", Issuer, PrivateCluster));
    }

    [Fact]
    public async Task Any_other_issuer_is_described_by_subject_and_claims()
    {
        await RegisterAsync("custom");
        var client = (await _shell.JsonAsync("client", "show", "pipeline")).GetProperty("federated")[0];
        Assert.Equal("https://gitlab.example", client.GetProperty("issuers")[0].GetString());
        Assert.Equal(["sub", "project_id"], client.GetProperty("claims").EnumerateArray().Select(claim => claim.GetProperty("name").GetString()));
    }

    private async Task RegisterAsync(string block)
    {
        string[] arguments =
        [
            .. GuidePage.Command(block).Select(word => word is "tollgate.db" ? _shell.File
                : word is "cluster-jwks.json" ? Path.Combine(_shell.Folder, word)
                : word),
        ];
        // A file is on this machine, whose server also fetches from it. The addresses of the guide are those of a deployment.
        var added = await _shell.RunAsync(arguments);
        Assert.True(added.ExitCode == 0, added.Error);
        Assert.DoesNotContain("client_secret", added.Output, StringComparison.Ordinal);
    }

    private string InPod(string block, string token)
    {
        var file = Path.Combine(_shell.Folder, "token");
        File.WriteAllText(file, token);
        return GuidePage.Block(block).Replace("/var/run/secrets/tollgate/token", file, StringComparison.Ordinal);
    }

    /// <summary>Runs a script with the address of the test's server in place of the guide's.</summary>
    private async Task<string> BashAsync(string script, Dictionary<string, string>? environment = null)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/jq") && File.Exists("/usr/bin/curl"), "This machine has no curl or no jq.");
        var start = new ProcessStartInfo("bash", ["-eo", "pipefail", "-c", script.Replace("https://auth.example", Issuer, StringComparison.Ordinal)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        using var bash = Process.Start(start)!;
        var error = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(bash.ExitCode == 0, await error);
        return output;
    }

    /// <summary>The runner's part of GitHub Actions: it gives a job a token for the audience that the job names.</summary>
    private static async Task<WebApplication> RunnerAsync(Func<string, string> sign)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{FreePort.Take()}");
        var runner = builder.Build();
        runner.MapGet("/token", http => http.Request.Headers.Authorization == "Bearer the runner's" && http.Request.Query["api-version"] == "2.0"
            ? http.Response.WriteAsync(new JsonObject { ["value"] = sign(http.Request.Query["audience"].ToString()) }.ToJsonString())
            : Task.FromResult(http.Response.StatusCode = StatusCodes.Status401Unauthorized));
        await runner.StartAsync(TestContext.Current.CancellationToken);
        return runner;
    }

    private async Task<HttpResponseMessage> AskAsync(string clientId, string assertion) => await _host.Client.PostAsync("/token", new FormUrlEncodedContent(
        new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = clientId,
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = assertion,
        }));

    private async Task<string> TokenAsync(string clientId, string assertion)
    {
        using var response = await AskAsync(clientId, assertion);
        return (await response.JsonAsync()).GetProperty("access_token").GetString()!;
    }

    private async Task RefusedAsync(string clientId, JsonObject claims)
    {
        using var response = await AskAsync(clientId, _workloads.Sign(claims));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("invalid_client", (await response.JsonAsync()).GetProperty("error").GetString());
    }

    private async Task<string?> SubjectAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/resource");
        request.Headers.Authorization = new("Bearer", token);
        using var response = await _host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (await response.JsonAsync()).GetProperty("sub").GetString();
    }

    private sealed class PlayedIdentity(string token) : TokenCredential
    {
        public TokenRequestContext? Asked { get; private set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked = requestContext;
            return new AccessToken(token, DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
