using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests;

/// <summary>The start page's demo in a browser: with the mouse, and with the keyboard alone.</summary>
[RunsOnWorker]
public sealed class BrowserDemoTests(BrowserFixture browser) : IAsyncLifetime
{
    // For each test one of its own, which remembers no consent.
    private ServerProcess _host = null!;

    private string Issuer => _host.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync() => _host = await ServerProcess.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("en", "en-GB", true)]
    [InlineData("fr", "fr-FR", false)]
    public async Task The_try_it_link_leads_to_the_decoded_tokens(string language, string accept, bool script)
    {
        var steps = await RunAsync("browser-try-it.mjs", language, accept, script);
        Assert.Equal(language, steps.Text("start", "language"));
        Assert.Equal(language, steps.Text("sign-in", "language"));
        Assert.Equal("/try/callback", steps.Text("tokens", "path"));
        AssertShowsTokens(steps.Text("tokens", "text"));
        Assert.Contains("invalid_grant", steps.Text("reload", "text"), StringComparison.Ordinal);
        AssertShowsTokens(steps.Text("again", "text"));
        Assert.Empty(steps["blocked"].GetProperty("blocked").EnumerateArray());
    }

    [Theory]
    [InlineData("en", "en-GB", false)]
    [InlineData("fr", "fr-FR", true)]
    public async Task Tab_and_Enter_are_enough(string language, string accept, bool script)
    {
        var steps = await RunAsync("browser-keyboard.mjs", language, accept, script);
        Assert.Equal(["alice", "wonderland"], steps["typed"].GetProperty("typed").EnumerateArray().Select(each => each.GetString()));
        AssertShowsTokens(steps.Text("tokens", "text"));
        Assert.Equal(language == "fr" ? "Vous êtes déconnecté" : "You are signed out", steps.Text("signed-out", "heading"));
        // The page begins in its first field, and the focus can be seen wherever it is.
        Assert.Equal(language == "fr" ? "Nom d’utilisateur" : "Username", steps.Text("username", "name"));
        foreach (var step in new[] { "start", "username", "password", "cancel", "allow", "leave", "sign-out" })
            Assert.True(steps[step].GetProperty("isVisible").GetBoolean(), $"The focus cannot be seen at {step}.");
        Assert.Empty(steps["signed-out"].GetProperty("blocked").EnumerateArray());
    }

    [Theory]
    [InlineData("en", "en-GB", false, false, "The device is connected", "\"access_token\"")]
    [InlineData("fr", "fr-FR", false, true, "L’appareil n’a pas été connecté", "access_denied")]
    [InlineData("fr", "fr-FR", true, false, "L’appareil est connecté", "\"access_token\"")]
    public async Task A_device_is_connected_or_not_as_its_user_says(
        string language, string accept, bool script, bool denies, string heading, string outcome)
    {
        Skipped.When(ServerProcess.IsWorker, "The demo's device is LocalHost's alone.");
        var steps = new Steps(await browser.RunAsync(Steps.Folder, "browser-device.mjs", new()
        {
            ["issuer"] = Issuer,
            ["language"] = language,
            ["accept"] = accept,
            ["script"] = script,
            ["deny"] = denies,
        }));
        Assert.Equal(1, steps["television"].GetProperty("picture").GetInt32());
        Assert.All(new[] { "enter", "unknown", "confirm", "done" }, step => Assert.Equal(language, steps.Text(step, "language")));
        Assert.NotEqual("", steps.Text("unknown", "problem"));
        Assert.Equal(steps.Text("television", "code"), steps.Text("confirm", "code"));
        Assert.Contains("Demo television", steps.Text("confirm", "text"), StringComparison.Ordinal);
        Assert.Equal(heading, steps.Text("done", "heading"));
        Assert.Empty(steps["done"].GetProperty("blocked").EnumerateArray());
        Assert.Contains(outcome, steps.Text("television-after", "text"), StringComparison.Ordinal);
    }

    private void AssertShowsTokens(string text)
    {
        foreach (var part in new[] { "\"token_type\": \"Bearer\"", "\"typ\": \"at+jwt\"", "\"client_id\": \"demo-try-it\"", "\"nonce\"", "\"at_hash\"" })
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Contains($"\"iss\": \"{Issuer}\"", text, StringComparison.Ordinal);
    }

    private async Task<Steps> RunAsync(string script, string language, string accept, bool isScripted) =>
        new(await browser.RunAsync(Steps.Folder, script, new()
        {
            ["issuer"] = Issuer,
            ["language"] = language,
            ["accept"] = accept,
            ["script"] = isScripted,
        }));
}
