using System.Text.Json;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests;

/// <summary>A person with a browser, and a client that waits on the loopback address: with and without script, in both languages.</summary>
[RunsOnWorker]
public sealed class BrowserJourneyTests(ServerProcessFixture server, BrowserFixture browser) : IClassFixture<ServerProcessFixture>
{
    /// <summary>How the language is chosen, by request or by browser, and whether scripts run.</summary>
    public static TheoryData<string, string?, string, bool> Ways => new()
    {
        { "en", null, "en-GB", false },
        { "en", "en", "fr-FR", true },
        { "fr", "fr-CA fr", "en-US", false },
        { "fr", null, "fr-FR", false },
        { "fr", null, "fr-CA", true },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_user_signs_in_consents_refreshes_and_signs_out(string language, string? uiLocales, string accept, bool script)
    {
        var steps = await RunAsync("browser-journey.mjs", language, uiLocales, accept, script);
        foreach (var step in new[] { "sign-in", "problem", "consent", "sign-out", "signed-out" })
            Assert.Equal(language, steps.Text(step, "language"));
        AssertProblem(steps, language);
        AssertConsent(steps, language);
        AssertAnswer(steps);
        AssertTokens(steps["tokens"]);
        AssertCookies(steps["cookies"]);
        Assert.True(steps["again"].GetProperty("parameters").TryGetProperty("code", out _), "Session or consent was forgotten.");
        AssertSignedOut(steps);
        Assert.Empty(steps["blocked"].GetProperty("blocked").EnumerateArray());
    }

    [Theory]
    [InlineData("en", false)]
    [InlineData("fr", true)]
    public async Task Cancel_at_consent_tells_the_client_access_denied(string language, bool script)
    {
        var answer = (await RunAsync("browser-refusal.mjs", language, language, "en-US", script)).All[0];
        Assert.Equal("access_denied", answer.GetProperty("parameters").GetProperty("error").GetString());
        Assert.Equal(server.Issuer, answer.GetProperty("parameters").GetProperty("iss").GetString());
        Assert.True(answer.GetProperty("isState").GetBoolean());
        Assert.Empty(answer.GetProperty("blocked").EnumerateArray());
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("fr", false)]
    public async Task An_answer_by_form_post_arrives_with_and_without_script(string language, bool script)
    {
        var steps = await RunAsync("browser-form-post.mjs", language, language, "en-US", script);
        var answer = steps["answer"];
        Assert.Equal("POST", answer.GetProperty("method").GetString());
        Assert.True(answer.GetProperty("isState").GetBoolean());
        Assert.Equal(200, answer.GetProperty("status").GetInt32());
        Assert.Equal(server.Issuer, steps.Parameter("answer", "iss"));
        Assert.EndsWith("/callback", steps.Text("answer", "url"), StringComparison.Ordinal);
        Assert.Empty(answer.GetProperty("blocked").EnumerateArray());
        if (!script)
            Assert.Equal(language, steps.Text("page", "language"));
    }

    /// <summary>The callbacks of gateways and of apps with a web page of their own are not where the browser ends.</summary>
    [Theory]
    [InlineData("query", null, false)]
    [InlineData("query", null, true)]
    [InlineData("query", "claude", false)]
    [InlineData("query", "claude", true)]
    [InlineData("form_post", null, false)]
    [InlineData("form_post", null, true)]
    [InlineData("form_post", "claude", false)]
    [InlineData("form_post", "claude", true)]
    public async Task A_callback_may_lead_on_to_another_origin_or_to_an_app(string responseMode, string? app, bool script)
    {
        var steps = new Steps(await browser.RunAsync(Steps.Folder, "browser-onward.mjs", new()
        {
            ["issuer"] = server.Issuer,
            ["responseMode"] = responseMode,
            ["app"] = app,
            ["script"] = script,
        }));
        Assert.Equal(["consent", "refusal", "sign-in", "sign-out"], steps.All.Select(step => step.GetProperty("step").GetString()));
        Assert.All(steps.All, step =>
        {
            Assert.Empty(step.GetProperty("blocked").EnumerateArray());
            Assert.Equal(1, step.GetProperty("callbacks").GetInt32());
            Assert.Equal(step.GetProperty("expected").GetString(), step.GetProperty("end").GetString());
        });
    }

    [Fact]
    public async Task Markup_in_parameters_and_fields_stays_text()
    {
        var steps = await RunAsync("browser-hostile.mjs", "en", null, "en-US", isScripted: true);
        Assert.Contains("<script>", steps.Text("hint", "username"), StringComparison.Ordinal);
        Assert.Contains("<script>", steps.Text("problem", "username"), StringComparison.Ordinal);
        Assert.Contains("<script>", steps.Parameter("answer", "state"), StringComparison.Ordinal);
        var errors = steps.All.Where(line => line.GetProperty("step").GetString() == "error").ToList();
        Assert.Equal(5, errors.Count);
        Assert.All(errors, line => Assert.Equal("That did not work", line.GetProperty("heading").GetString()));
        Assert.Equal("You are signed out", steps.Text("signed-out", "heading"));
        Assert.All(steps.All.Where(line => line.TryGetProperty("planted", out _)), line => Assert.Empty(line.GetProperty("planted").EnumerateArray()));
        // A dialog would be listed: the payload runs alert.
        Assert.Empty(steps["signed-out"].GetProperty("blocked").EnumerateArray());
    }

    private static void AssertProblem(Steps steps, string language)
    {
        var expected = language == "fr" ? "Le nom d’utilisateur ou le mot de passe est incorrect." : "The username or the password is wrong.";
        Assert.Equal(expected, steps.Text("problem", "alert"));
        Assert.Equal("alice", steps.Text("problem", "username"));
        Assert.Equal("", steps.Text("problem", "password"));
    }

    private static void AssertConsent(Steps steps, string language)
    {
        var text = steps.Text("consent", "text");
        Assert.Contains("Demo web application", text, StringComparison.Ordinal);
        Assert.Contains("alice", text, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:", text, StringComparison.Ordinal);
        var scopes = steps["consent"].GetProperty("scopes").EnumerateArray().Select(each => each.GetString()).ToList();
        Assert.Equal(5, scopes.Count);
        Assert.Contains(language == "fr" ? "lire vos notes" : "read your notes", scopes);
    }

    private void AssertAnswer(Steps steps)
    {
        var answer = steps["answer"];
        Assert.True(answer.GetProperty("at").GetBoolean());
        Assert.True(answer.GetProperty("isState").GetBoolean());
        Assert.Equal(server.Issuer, steps.Parameter("answer", "iss"));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("referer").ValueKind);
    }

    private static void AssertTokens(JsonElement step)
    {
        var (tokens, refreshed) = (step.GetProperty("tokens"), step.GetProperty("refreshed"));
        Assert.Equal(200, tokens.GetProperty("status").GetInt32());
        Assert.Equal(200, refreshed.GetProperty("status").GetInt32());
        Assert.NotEqual(tokens.GetProperty("refresh_token").GetString(), refreshed.GetProperty("refresh_token").GetString());
        Assert.NotEqual(tokens.GetProperty("access_token").GetString(), refreshed.GetProperty("access_token").GetString());
        Assert.Equal("alice@example.com", step.GetProperty("userinfo").GetProperty("email").GetString());
    }

    private static void AssertCookies(JsonElement step)
    {
        var cookies = step.GetProperty("cookies").EnumerateArray().ToDictionary(each => each.GetProperty("name").GetString()!);
        Assert.Equal(["tollgate-browser", "tollgate-session"], cookies.Keys.Order());
        Assert.All(cookies.Values, cookie =>
        {
            Assert.True(cookie.GetProperty("httpOnly").GetBoolean());
            Assert.Equal("Lax", cookie.GetProperty("sameSite").GetString());
            Assert.Equal("/", cookie.GetProperty("path").GetString());
            // Without a leading dot: for this host alone.
            Assert.Equal("127.0.0.1", cookie.GetProperty("domain").GetString());
        });
        var expires = DateTimeOffset.FromUnixTimeSeconds((long)cookies["tollgate-session"].GetProperty("expires").GetDouble());
        Assert.InRange(expires - DateTimeOffset.UtcNow, TimeSpan.FromHours(7.9), TimeSpan.FromHours(8));
        Assert.Equal("", step.GetProperty("seen").GetString());
    }

    private static void AssertSignedOut(Steps steps)
    {
        Assert.Equal(["tollgate-browser"], steps["signed-out"].GetProperty("cookies").EnumerateArray().Select(each => each.GetString()));
        var silent = steps.All.Where(line => line.GetProperty("step").GetString() == "nobody").ToList();
        Assert.Equal(2, silent.Count);
        Assert.All(silent, line => Assert.Equal("login_required", line.GetProperty("parameters").GetProperty("error").GetString()));
        Assert.Equal($"{LocalHostUser.RedirectUri}?state=bye-1", steps.Text("signed-out-to-client", "url"));
        Assert.Equal($"{LocalHostUser.RedirectUri}?state=bye-2", steps.Text("signed-out-by-hint", "url"));
    }

    private async Task<Steps> RunAsync(string script, string language, string? uiLocales, string accept, bool isScripted) =>
        new(await browser.RunAsync(Steps.Folder, script, new()
        {
            ["issuer"] = server.Issuer,
            ["language"] = language,
            ["uiLocales"] = uiLocales,
            ["accept"] = accept,
            ["script"] = isScripted,
        }));
}
