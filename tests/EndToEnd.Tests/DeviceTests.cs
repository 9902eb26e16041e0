using System.Net;
using System.Text.Json;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.EndToEnd.Tests;

/// <summary>Devices at two server processes that share tables and keys, and an independent client library that plays a device.</summary>
[RunsOnWorker]
public sealed class DeviceTests(AzuriteFixture azurite)
{
    private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

    [Fact]
    public async Task A_foreign_client_connects_a_device_introspects_and_revokes()
    {
        var missing = await NodePackages.WhyMissingAsync();
        Skipped.When(missing is not null, missing ?? "");
        await using var host = await ServerProcess.StartAsync();
        var script = Repository.PathOf("tests", "EndToEnd.Tests", "clients", "device.mjs");
        var lines = await NodeScript.RunAsync(script, host.Address.ToString().TrimEnd('/'));
        var seen = lines.ToDictionary(line => line.GetProperty("step").GetString()!, line => line.GetProperty("is").ToString());
        Assert.Equal("authorization_pending", seen["waiting"]);
        Assert.Equal("bearer", seen["tokens"]);
        Assert.Equal("invalid_grant", seen["again"]);
        Assert.Equal("demo-device", seen["introspected"]);
        Assert.Equal("False", seen["revoked"]);
        Assert.Equal("invalid_grant", seen["refresh"]);
        Assert.Equal("access_denied", seen["denied"]);
    }

    [Fact]
    public async Task One_process_sees_the_approval_at_the_other_process()
    {
        using var keys = new TemporaryFolder();
        var (one, other) = await StartTwoAsync(keys);
        await using var first = one;
        await using var second = other;
        var begun = await BeginAsync(first.Client);
        Assert.Equal("authorization_pending", await PollErrorAsync(first.Client, begun));
        await ApproveAsync(second.Address, begun);
        var tokens = await PollAsync(first.Client, begun);
        Assert.Equal("notes.read", tokens.GetProperty("scope").GetString());

        // The second instance accepts a token of the first instance. It also notices when the token is revoked.
        using var resource = await second.Client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/resource")
        {
            Headers = { { "Authorization", $"Bearer {tokens.GetProperty("access_token").GetString()}" } },
        });
        Assert.Equal(HttpStatusCode.OK, resource.StatusCode);
        Assert.True(await IsActiveAsync(second.Client, tokens));
        await PostAsync(first.Client, "/revoke", ("client_id", "demo-device"), ("token", tokens.GetProperty("refresh_token").GetString()!));
        Assert.False(await IsActiveAsync(second.Client, tokens));
        Assert.False(await IsActiveAsync(first.Client, tokens));
    }

    [Fact]
    public async Task Polling_at_two_processes_in_turn_is_polling_too_fast()
    {
        using var keys = new TemporaryFolder();
        var (one, other) = await StartTwoAsync(keys);
        await using var first = one;
        await using var second = other;
        var begun = await BeginAsync(first.Client);
        Assert.Equal("authorization_pending", await PollErrorAsync(first.Client, begun));
        Assert.Equal("slow_down", await PollErrorAsync(second.Client, begun));
        Assert.Equal("slow_down", await PollErrorAsync(first.Client, begun));
        Assert.Equal("slow_down", await PollErrorAsync(second.Client, begun));
    }

    [Fact]
    public async Task One_of_ten_polls_at_two_processes_gets_tokens()
    {
        using var keys = new TemporaryFolder();
        var (one, other) = await StartTwoAsync(keys);
        await using var first = one;
        await using var second = other;
        var begun = await BeginAsync(first.Client);
        await PollErrorAsync(first.Client, begun);
        await ApproveAsync(second.Address, begun);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => PollAsync(i % 2 == 0 ? first.Client : second.Client, begun)));
        var tokens = Assert.Single(answers, answer => answer.TryGetProperty("access_token", out _));
        Assert.All(
            answers.Where(answer => answer.TryGetProperty("error", out _)), answer => Assert.Equal("invalid_grant", answer.GetProperty("error").GetString()));
        Assert.True(await IsActiveAsync(second.Client, tokens));
    }

    [Fact]
    public async Task An_approval_succeeds_while_the_device_polls_at_both_processes()
    {
        using var keys = new TemporaryFolder();
        var (one, other) = await StartTwoAsync(keys);
        await using var first = one;
        await using var second = other;
        var begun = await BeginAsync(first.Client);
        using var ended = new CancellationTokenSource();
        var polls = new[] { first.Client, second.Client }.Select(client => PollUntilAsync(client, begun, ended)).ToList();
        await ApproveAsync(second.Address, begun);
        ended.CancelAfter(TimeSpan.FromSeconds(20));
        Assert.Equal(1, (await Task.WhenAll(polls)).Sum());
    }

    private static async Task<int> PollUntilAsync(HttpClient client, JsonElement begun, CancellationTokenSource ended)
    {
        while (!ended.IsCancellationRequested)
        {
            var answer = await PollAsync(client, begun);
            if (answer.TryGetProperty("access_token", out _))
                return 1;
            if (answer.GetProperty("error").GetString() == "invalid_grant")
                return 0;
        }

        return 0;
    }

    private async Task<(ServerProcess First, ServerProcess Second)> StartTwoAsync(TemporaryFolder keys)
    {
        string[] arguments = ["--tables", azurite.Server.NewAccount(), "--keys", keys.Path, "--Issuer", "http://127.0.0.1:7071"];
        var first = await ServerProcess.StartAsync(arguments);
        // When the first instance has signed a token, the signing key exists.
        await PostAsync(first.Client, "/token", ("grant_type", "client_credentials"), ("client_id", "demo-service"), ("client_secret", "demo-service-secret"));
        return (first, await ServerProcess.StartAsync(arguments));
    }

    private static async Task<JsonElement> BeginAsync(HttpClient client) =>
        JsonElement.Parse(await PostAsync(client, "/device-authorization", ("client_id", "demo-device"), ("scope", "notes.read")));

    private static async Task<JsonElement> PollAsync(HttpClient client, JsonElement begun) => JsonElement.Parse(await PostAsync(
        client, "/token", ("client_id", "demo-device"), ("grant_type", DeviceGrant), ("device_code", begun.GetProperty("device_code").GetString()!)));

    private static async Task<string?> PollErrorAsync(HttpClient client, JsonElement begun) =>
        (await PollAsync(client, begun)).GetProperty("error").GetString();

    private static async Task<bool> IsActiveAsync(HttpClient client, JsonElement tokens) => JsonElement.Parse(await PostAsync(
        client,
        "/introspect",
        ("client_id", "demo-service"),
        ("client_secret", "demo-service-secret"),
        ("token", tokens.GetProperty("access_token").GetString()!))).GetProperty("active").GetBoolean();

    private static async Task<string> PostAsync(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await client.PostAsync(path, form);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task ApproveAsync(Uri server, JsonElement begun)
    {
        using var browser = new ScriptlessBrowser(server);
        var done = await browser.DecideAsync(begun.GetProperty("user_code").GetString()!, "allow");
        Assert.Contains("The device is connected", done.Body, StringComparison.Ordinal);
    }
}
