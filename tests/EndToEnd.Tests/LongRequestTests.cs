using System.Net;
using Tollgate.Domain.Protocol;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.EndToEnd.Tests;

/// <summary>
/// The server returns a state and a nonce of any length, or it tells the user at once that it cannot. The host accepts 8 KiB in the first
/// line of a request. OpenIddict's client sends a state of 3,006 characters.
/// </summary>
[RunsOnWorker]
public sealed class LongRequestTests(ServerProcessFixture server) : IClassFixture<ServerProcessFixture>
{
    private const int Line = 8192;

    private static readonly string Long = new('s', 3006);

    [Theory]
    [InlineData("query")]
    [InlineData("fragment")]
    [InlineData("form_post")]
    public async Task A_long_state_and_nonce_go_through_sign_in_and_consent_and_come_back(string mode)
    {
        foreach (var isPost in new[] { false, true })
        {
            using var browser = new ScriptlessBrowser(server.Host.Address);
            var asked = Requests.AuthorizeQuery(
                ("state", Long), ("nonce", Long), ("response_mode", mode), ("prompt", "consent"), ("ui_locales", "fr"));

            var page = isPost
                ? await browser.FollowAsync(await browser.SendAsync(HttpMethod.Post, "/authorize", asked, isCrossSite: true))
                : await browser.GetAsync("/authorize?" + asked);
            var answer = ParametersOf(await browser.ConsentAsync(await browser.SignInAsync(page, "alice")));

            Assert.Equal(Long, answer["state"]);
            var tokens = await server.Host.Client.TokensAsync(Requests.Redeem(answer["code"]));
            Assert.Contains(Jwt(tokens.Text("id_token")!), claim => claim == $"\"nonce\":\"{Long}\"");
        }
    }

    [Theory]
    [InlineData("query")]
    [InlineData("fragment")]
    [InlineData("form_post")]
    public async Task An_error_brings_a_long_state_back_as_well(string mode)
    {
        using var browser = new ScriptlessBrowser(server.Host.Address);

        foreach (var wrong in new[] { ("scope", "nonsense"), ("prompt", "none"), ("response_type", "nonsense") })
            Assert.Equal(Long, ParametersOf(await browser.GetAsync(Requests.Authorize(wrong, ("state", Long), ("response_mode", mode))))["state"]);
    }

    [Fact]
    public async Task A_form_of_a_signed_in_user_brings_back_a_state_that_fits_no_address()
    {
        using var browser = await SignedInAsync();

        var answer = await browser.SendAsync(
            HttpMethod.Post, "/authorize", Requests.AuthorizeQuery(("state", new string('s', 8000)), ("response_mode", "form_post")));

        var parameters = ParametersOf(answer);
        Assert.Equal(new string('s', 8000), parameters["state"]);
        Assert.NotNull(parameters["code"]);
    }

    [Theory]
    [InlineData(null, "query")]
    [InlineData(null, "form_post")]
    [InlineData("consent", "form_post")]
    [InlineData("login", "form_post")]
    [InlineData("signed in", "query")]
    public async Task A_form_whose_answer_fits_no_address_is_refused_before_the_user_signs_in(string? prompt, string mode)
    {
        using var browser = prompt is null ? new ScriptlessBrowser(server.Host.Address) : await SignedInAsync();
        var form = Requests.AuthorizeQuery(
            ("state", new string('s', 8000)), ("response_mode", mode), ("prompt", prompt == "signed in" ? null : prompt));

        var answer = await browser.FollowAsync(await browser.SendAsync(HttpMethod.Post, "/authorize", form));

        AssertTooLong(answer);
    }

    [Fact]
    public async Task A_form_of_another_site_whose_answer_fits_no_address_is_refused_too()
    {
        using var browser = new ScriptlessBrowser(server.Host.Address);

        var answer = await browser.SendAsync(HttpMethod.Post, "/authorize", Requests.AuthorizeQuery(("state", new string('s', 8000))), isCrossSite: true);

        AssertTooLong(answer);
    }

    /// <summary>A browser sends no cookies when another site posts. The page therefore posts the same form once more.</summary>
    [Fact]
    public async Task A_form_of_another_site_that_fits_no_address_is_sent_once_more_and_only_once()
    {
        using var browser = await SignedInAsync();
        var form = Requests.AuthorizeQuery(("state", new string('s', 8000)), ("response_mode", "form_post"));

        browser.Site = "cross-site";
        var page = await browser.SendAsync(HttpMethod.Post, "/authorize", form, isCrossSite: true);
        browser.Site = "same-origin";
        var answer = await browser.SubmitAsync(page);

        Assert.Equal("/authorize", page.Form.Action);
        Assert.Equal((Requests.Callback, new string('s', 8000)), (answer.Form.Action, answer.Form.Fields["state"]));
        Assert.NotNull(answer.Form.Fields["code"]);
        browser.Cookies.Clear();
        AssertTooLong(await browser.SubmitAsync(page));
    }

    [Fact]
    public async Task An_error_that_fits_no_address_is_shown_to_the_user()
    {
        using var browser = new ScriptlessBrowser(server.Host.Address);

        AssertTooLong(await browser.SendAsync(HttpMethod.Post, "/authorize", Requests.AuthorizeQuery(("state", new string('s', 9000)), ("scope", "nonsense"))));
    }

    /// <summary>
    /// Tries every length around three limits: the line of the request, the line of the way back with all additions, and the line of the
    /// answer.
    /// </summary>
    [Theory]
    [InlineData("GET", "query")]
    [InlineData("GET", "form_post")]
    [InlineData("POST", "query")]
    [InlineData("POST", "form_post")]
    public async Task No_length_ends_in_414_once_the_user_was_asked_to_sign_in(string method, string mode)
    {
        (string, string?)[] rest = [("response_mode", mode), ("prompt", "login consent"), ("max_age", "600")];
        var around = "GET /authorize? HTTP/1.1\r\n".Length + Requests.AuthorizeQuery([.. rest, ("state", "")]).Length;
        var (accepted, refused) = (0, 0);
        foreach (var length in new[] { 300, 200, 120, 90, 80, 70, 60, 50, 40, 30, 20, 10, 2, 1, 0 }.Select(less => Line - around - less))
        {
            using var browser = new ScriptlessBrowser(server.Host.Address) { Site = "same-origin" };
            var asked = Requests.AuthorizeQuery([.. rest, ("state", new string('s', length))]);
            var page = await browser.FollowAsync(method == "GET"
                ? await browser.GetAsync("/authorize?" + asked)
                : await browser.SendAsync(HttpMethod.Post, "/authorize", asked));
            if (!page.HasField("password"))
            {
                AssertTooLong(page);
                refused++;
                continue;
            }

            var consent = await browser.FollowAsync(await browser.SubmitAsync(
                page, ("username", "alice"), ("password", ScriptlessBrowser.Password), ("lang", "fr")));
            Assert.True(consent.HasButton("allow"), $"{length}: {consent}");
            var answer = await browser.FollowAsync(await browser.SubmitAsync(consent, ("decision", "allow"), ("lang", "de")));
            Assert.Equal(length, ParametersOf(answer)["state"]!.Length);
            Assert.True(answer.Location.Length + "GET  HTTP/1.1\r\n".Length <= Line, $"{length}: {answer.Location.Length}");
            accepted++;
        }

        Assert.True(accepted > 0 && refused > 0, $"{accepted} accepted, {refused} refused");
    }

    private async Task<ScriptlessBrowser> SignedInAsync()
    {
        var browser = new ScriptlessBrowser(server.Host.Address);
        await browser.AllowAsync(Requests.Authorize(), "alice");
        return browser;
    }

    private static void AssertTooLong(Answer answer)
    {
        Assert.Equal((HttpStatusCode.BadRequest, ""), (answer.Status, answer.Location));
        Assert.Contains("The request is too long", answer.Body, StringComparison.Ordinal);
        Assert.False(answer.HasForm);
    }

    private static ParameterSet ParametersOf(Answer answer) => answer.Location.Length > 0
        ? answer.Parameters
        : ParameterSet.Parse(Requests.Encode([.. answer.Form.Fields.Select(field => (field.Key, (string?)field.Value))])).Value!;

    private static string[] Jwt(string token) =>
        System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).Trim('{', '}').Split(',');
}
