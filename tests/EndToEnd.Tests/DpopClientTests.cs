using Tollgate.EndToEnd.Tests.Applications;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests;

/// <summary>A server process, and two independent client libraries that bind their tokens by DPoP (npm openid-client, npm oauth4webapi).</summary>
[RunsOnWorker]
public sealed class DpopClientTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Foreign_clients_bind_their_tokens_and_nobody_else_can_use_them(bool hasNonces)
    {
        var missing = await NodePackages.WhyMissingAsync();
        Skipped.When(missing is not null, missing ?? "");
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("tollgate.db");
        // The first start makes the tables.
        await using (await ServerProcess.StartAsync("--data", file))
            await OperatorProgram.RunAsync("workspace", "set", "default", "--dpop-nonce", hasNonces ? "on" : "off", "--tables", file);
        await using var host = await ServerProcess.StartAsync("--data", file);
        var issuer = host.Address.ToString().TrimEnd('/');

        var steps = new Steps(await NodeClient.RunAsync(Steps.Folder, "dpop.mjs", new { issuer }));

        Assert.Equal(("invalid_grant", "invalid_grant"), (steps.Text("code", "stolen"), steps.Text("code", "bound")));
        Assert.Equal(("dpop", "dpop"), (steps.Text("code", "type"), steps.Text("code", "refreshed")));
        Assert.True(steps["code"].GetProperty("isBound").GetBoolean());
        Assert.Equal("Alice Liddell", steps.Text("code", "name"));
        Assert.Equal(401, steps["code"].GetProperty("bare").GetInt32());
        Assert.Contains("DPoP realm=", steps.Text("code", "challenge"), StringComparison.Ordinal);
        Assert.Equal("""["client_id","request_uri"]""", steps["pushed"].GetProperty("keys").GetRawText());
        Assert.Equal("dpop", steps.Text("pushed", "type"));
        Assert.Equal(("dpop", "demo-service"), (steps.Text("service", "type"), steps.Text("service", "client")));
        Assert.Equal((hasNonces ? 2 : 1, 200), (steps["service"].GetProperty("asked").GetInt32(), steps["service"].GetProperty("status").GetInt32()));
        Assert.True(steps["service"].GetProperty("jkt").GetBoolean());
    }
}
