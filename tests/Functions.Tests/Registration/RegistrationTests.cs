using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using static Tollgate.Functions.Tests.Registration.RegistrationHost;

namespace Tollgate.Functions.Tests.Registration;

/// <summary>Programs register clients over HTTP, and the tables store the result.</summary>
public sealed partial class RegistrationTests(RegistrationHost host) : IClassFixture<RegistrationHost>
{
    private const string Closed = "/closed/oauth2/register";
    private const string Open = "/open/oauth2/register";
    private const string Service = """{"grant_types":["client_credentials"],"scope":"notes.read","client_name":"A service"}""";

    [Fact]
    public async Task A_client_registers_gets_a_token_changes_and_removes_itself()
    {
        using var created = await host.SendAsync(HttpMethod.Post, Closed, await host.NewTokenAsync(), Service);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("no-store", created.Header("Cache-Control"));
        var client = await JsonOf(created);
        var (id, secret, token) = (client.Text("client_id"), client.Text("client_secret"), client.Text("registration_access_token"));
        var address = client.Text("registration_client_uri")!;
        Assert.Equal($"{host.Server.Address}closed/oauth2/register?client_id={id}", address);

        var tokens = await host.Client.TokensAsync("grant_type=client_credentials", $"{id}:{secret}", "/closed/oauth2/token");
        Assert.Equal("notes.read", tokens.Text("scope"));

        using var read = await host.SendAsync(HttpMethod.Get, address, token);
        Assert.Equal((HttpStatusCode.OK, "A service"), (read.StatusCode, (await JsonOf(read)).Text("client_name")));
        var change = $$"""{"client_id":"{{id}}","grant_types":["client_credentials"],"token_endpoint_auth_method":"client_secret_post"}""";
        using var changed = await host.SendAsync(HttpMethod.Put, address, token, change);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Null((await JsonOf(changed)).Text("scope"));
        // The instance that made the change applies it at once: HTTP Basic is no longer the client's method.
        using var basic = await host.Client.PostTokenAsync("grant_type=client_credentials", $"{id}:{secret}", "/closed/oauth2/token");
        Assert.Equal(HttpStatusCode.Unauthorized, basic.StatusCode);

        using var removed = await host.SendAsync(HttpMethod.Delete, address, token);
        Assert.Equal(
            (HttpStatusCode.NoContent, "", "no-store"), (removed.StatusCode, await removed.Content.ReadAsStringAsync(), removed.Header("Cache-Control")));
        using var gone = await host.SendAsync(HttpMethod.Get, address, token);
        Assert.Equal(HttpStatusCode.Unauthorized, gone.StatusCode);
        using var post = await host.Client.PostTokenAsync($"grant_type=client_credentials&client_id={id}&client_secret={secret}", null, "/closed/oauth2/token");
        Assert.Equal(HttpStatusCode.Unauthorized, post.StatusCode);
        Assert.Equal([Changes.Registered, Changes.Edited, Changes.Removed], await HistoryAsync("closed", id!));
    }

    [Fact]
    public async Task One_of_ten_registrations_with_the_same_token_succeeds()
    {
        var token = await host.NewTokenAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.SendAsync(HttpMethod.Post, Closed, token, Service)));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.Created);
        Assert.All(responses.Where(response => response.StatusCode != HttpStatusCode.Created), AssertChallenged);
        foreach (var response in responses)
            response.Dispose();
    }

    [Fact]
    public async Task A_request_without_a_valid_initial_access_token_of_the_workspace_is_challenged()
    {
        foreach (var token in new[] { await host.NewTokenAsync("open"), await host.NewTokenAsync("closed", TimeSpan.FromSeconds(-1)), "wrong" })
        {
            using var refused = await host.SendAsync(HttpMethod.Post, Closed, token, Service);
            AssertChallenged(refused);
        }

        using var bare = await host.SendAsync(HttpMethod.Post, Closed, null, Service);
        Assert.Equal((HttpStatusCode.Unauthorized, $"Bearer realm=\"{host.Server.Address}closed\""), (bare.StatusCode, bare.Header("WWW-Authenticate")));
    }

    /// <summary>Claude and VS Code send this metadata, because they work with every authorization server.</summary>
    [Theory]
    [InlineData("\"urn:ietf:params:oauth:grant-type:jwt-bearer\"")]
    [InlineData("\"urn:ietf:params:oauth:grant-type:device_code\"")]
    public async Task A_client_that_names_an_unavailable_grant_is_registered_for_its_other_grants(string grantType)
    {
        var more = $",\"grant_types\":[\"authorization_code\",\"refresh_token\",{grantType}],\"token_endpoint_auth_method\":\"none\",\"scope\":\"openid x\"";
        using var created = await host.SendAsync(HttpMethod.Post, Open, null, Metadata(more));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var client = await JsonOf(created);
        Assert.Equal("[\"authorization_code\",\"refresh_token\"]", client.GetProperty("grant_types").GetRawText());
        Assert.Equal(("openid", "none"), (client.Text("scope"), client.Text("token_endpoint_auth_method")));
    }

    [Fact]
    public async Task A_redirect_URI_at_an_unlisted_host_is_an_invalid_redirect_URI_and_not_a_missing_token()
    {
        using var refused = await host.SendAsync(HttpMethod.Post, Open, null, "{\"redirect_uris\":[\"https://other.example/\"]}");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_redirect_uri"), (refused.StatusCode, (await JsonOf(refused)).Text("error")));
        Assert.Equal("", refused.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task A_client_of_one_workspace_is_unknown_in_another()
    {
        using var created = await host.SendAsync(HttpMethod.Post, Closed, await host.NewTokenAsync(), Service);
        var client = await JsonOf(created);

        using var elsewhere = await host.SendAsync(HttpMethod.Get, $"{Open}?client_id={client.Text("client_id")}", client.Text("registration_access_token"));

        AssertChallenged(elsewhere);
    }

    [Fact]
    public async Task The_limit_on_registrations_without_a_token_ignores_forwarded_addresses_of_the_caller()
    {
        var statuses = new List<HttpStatusCode>();
        // The loop sends twice the limit and one more, because the window may end in between.
        while (statuses.Count < 41 && statuses.LastOrDefault(HttpStatusCode.Created) == HttpStatusCode.Created)
        {
            using var answer = await host.SendAsync(HttpMethod.Post, "/busy/oauth2/register", null, Metadata(), forwardedFor: $"203.0.113.{statuses.Count}");
            statuses.Add(answer.StatusCode);
            if (answer.StatusCode != HttpStatusCode.Created)
                Assert.InRange(int.Parse(answer.Header("Retry-After"), CultureInfo.InvariantCulture), 1, 900);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.InRange(statuses.Count, 21, 41);
    }

    [Fact]
    public async Task The_mark_of_an_open_registration_survives_the_table()
    {
        using var created = await host.SendAsync(HttpMethod.Post, Open, null, Metadata());
        var client = await JsonOf(created);
        var change = $$"""{"client_id":"{{client.Text("client_id")}}","redirect_uris":["https://other.example/"]}""";

        using var refused = await host.SendAsync(HttpMethod.Put, client.Text("registration_client_uri")!, client.Text("registration_access_token"), change);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_redirect_uri"), (refused.StatusCode, (await JsonOf(refused)).Text("error")));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task The_default_workspace_has_no_registration(string method)
    {
        using var answer =
            await host.SendAsync(new HttpMethod(method), "/register?client_id=demo-service", "token", method is "POST" or "PUT" ? Service : null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var metadata = await host.Client.GetAsync("/.well-known/openid-configuration");
        Assert.Null((await JsonOf(metadata)).Text("registration_endpoint"));
    }

    [Fact]
    public async Task A_person_signs_in_at_a_client_that_registered_itself()
    {
        await host.Server.Services.GetRequiredService<UserTable>().AddAsync(
            "open", new Domain.Users.User("subject-of-zoe", "zoe"), new FrameworkPasswordHasher().Hash(ScriptlessBrowser.Password), default);
        using var created = await host.SendAsync(
            HttpMethod.Post, Open, null, Metadata(",\"token_endpoint_auth_method\":\"none\",\"client_name\":\"Zoe's\""));
        var id = (await JsonOf(created)).Text("client_id")!;
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var query = Requests.AuthorizeQuery(("client_id", id), ("redirect_uri", "https://app.example/callback"));
        var code = (await browser.AllowAsync("/open/oauth2/authorize?" + query, "zoe")).Code;
        var tokens = await host.Client.TokensAsync(
            Requests.Redeem(code, ("client_id", id), ("redirect_uri", "https://app.example/callback")), path: "/open/oauth2/token");

        Assert.NotNull(tokens.Text("id_token"));
    }

    [Theory]
    [InlineData("query", "https://app.example/callback?error=login_required&")]
    [InlineData("fragment", "https://app.example/callback#error=login_required&")]
    [InlineData("form_post", "https://app.example/callback")]
    public async Task A_self_registered_client_gets_no_redirect_before_the_user_signs_in(string mode, string target)
    {
        using var created = await host.SendAsync(HttpMethod.Post, Open, null, Metadata(",\"client_name\":\"<b>Zoe's\""));
        var id = (await JsonOf(created)).Text("client_id")!;
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var query = Requests.AuthorizeQuery(
            ("client_id", id), ("redirect_uri", "https://app.example/callback"), ("response_mode", mode), ("prompt", "none"), ("state", "a\"b"));

        var page = await browser.GetAsync("/open/oauth2/authorize?" + query);

        Assert.Equal((HttpStatusCode.BadRequest, ""), (page.Status, page.Location ?? ""));
        Assert.Contains("<bdi>&lt;b&gt;Zoe&#x27;s</bdi> wanted to go on without asking you anything", page.Body, StringComparison.Ordinal);
        Assert.Contains("https://app.example", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Body, StringComparison.Ordinal);
        if (mode == "form_post")
        {
            Assert.Equal((target, "login_required", "a\"b"), (page.Form.Action, page.Form.Fields["error"], page.Form.Fields["state"]));
            Assert.DoesNotContain("form-action", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains($"href=\"{WebUtility.HtmlEncode(target)}", page.Body, StringComparison.Ordinal);
            Assert.Contains("state=a%22b\"", page.Body, StringComparison.Ordinal);
            Assert.Contains("form-action 'self';", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        }
    }

    private static void AssertChallenged(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.StartsWith("Bearer realm=", response.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Contains("error=\"invalid_token\"", response.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    private async Task<List<string>> HistoryAsync(string workspace, string clientId)
    {
        var at = host.Server.Services.GetRequiredService<TollgateSettings>().UsualWorkspace(workspace);
        var records = host.Server.Services.GetRequiredService<IApplicationStore>().HistoryAsync(at, clientId, default);
        var changes = new List<string>();
        await foreach (var record in records)
        {
            Assert.Equal(AuditRecord.Registration, record.Who);
            changes.Add(record.Change);
        }

        return changes;
    }
}
