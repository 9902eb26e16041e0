using System.Text.Json;
using Microsoft.Playwright;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>The JavaScript of the welcome page. The tests run it in the console of the welcome page.</summary>
[RunsOnWorker]
public sealed class ConsoleTests(ServerProcessFixture server, BrowserFixture browser) : IClassFixture<ServerProcessFixture>
{
    [Fact]
    public Task The_JavaScript_examples_run_in_the_console_of_their_page() => browser.RunAsync(
        new BrowserSettings(server.Issuer) { RunsScripts = true },
        async session =>
        {
            var window = await session.OpenAsync();
            await window.GoAsync(server.Issuer);
            var console = await window.Context.NewCDPSessionAsync(window.Page);

            foreach (var section in new[] { "client-credentials", "password" })
            {
                var scripts = await ScriptsAsync(window, section);
                var token = (await RunAsync(console, scripts[0])).GetProperty("access_token").GetString()!;
                var caller = await RunAsync(console, scripts[1].Replace("YOUR_ACCESS_TOKEN", token, StringComparison.Ordinal));
                Assert.StartsWith("demo-", caller.GetProperty("client_id").GetString(), StringComparison.Ordinal);
            }

            var pair = await RunAsync(console, (await ScriptsAsync(window, "authorization"))[0]);
            Assert.Equal(43, pair.GetProperty("codeChallenge").GetString()!.Length);
            Assert.StartsWith(
                server.Issuer,
                (await RunAsync(console, (await ScriptsAsync(window, "device"))[0])).GetProperty("verification_uri").GetString(),
                StringComparison.Ordinal);
            Assert.Empty(window.Blocked);
        });

    /// <summary>The JavaScript of each step of a section.</summary>
    private static async Task<IReadOnlyList<string>> ScriptsAsync(BrowserWindow window, string section) =>
        await window.Page.Locator($"#{section} .panel").Filter(new LocatorFilterOptions { Has = window.Page.GetByText("JavaScript") })
            .Locator("pre").AllTextContentsAsync();

    /// <summary>
    /// Runs a script as the console does: it allows await and a second declaration of the same const. Returns the last value that the
    /// script logs.
    /// </summary>
    private static async Task<JsonElement> RunAsync(ICDPSession console, string script)
    {
        await EvaluateAsync(console, "console.log = value => { globalThis.logged = value; }");
        await EvaluateAsync(console, script);
        var answer = await EvaluateAsync(console, "JSON.stringify(globalThis.logged)");
        return JsonElement.Parse(answer.GetProperty("result").GetProperty("value").GetString()!);
    }

    private static async Task<JsonElement> EvaluateAsync(ICDPSession console, string expression)
    {
        var answer = await console.SendAsync("Runtime.evaluate", new Dictionary<string, object>
        {
            ["expression"] = expression,
            ["replMode"] = true,
            ["awaitPromise"] = true,
        });
        Assert.False(answer!.Value.TryGetProperty("exceptionDetails", out var failed), $"{expression}\n{failed}");
        return answer.Value;
    }
}
