using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Users;
using Tollgate.Functions.Tables;
using Tollgate.Functions.Tests.Registration;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>
/// The modules of the plan Dynamic of the OpenID conformance suite, with clients that register themselves. Such a client needs PKCE,
/// which the suite does not use.
/// </summary>
public sealed partial class DynamicPlanTests(RegistrationHost host) : IClassFixture<RegistrationHost>
{
    private const string Callback = "https://app.example/callback";
    private const string Workspace = "/closed/oauth2";

    /// <summary>The suite asks for the algorithm in one module, and counts on it as the default in another.</summary>
    [Theory]
    [InlineData("RS256")]
    [InlineData(null)]
    public async Task A_client_that_registers_gets_a_code_and_an_ID_token_with_RS256(string? algorithm)
    {
        var client = await RegisterAsync([Callback], algorithm);
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var answer = await browser.AllowAsync(Authorize(client, Callback), await NewUserAsync());
        var basic = $"{client.Text("client_id")}:{client.Text("client_secret")}";
        var redemption = Requests.Redeem(answer.Code, ("client_id", null), ("redirect_uri", Callback));
        var tokens = await host.Client.TokensAsync(redemption, basic, Workspace + "/token");

        var parts = tokens.Text("id_token")!.Split('.');
        var header = JsonElement.Parse(Base64Url.DecodeFromChars(parts[0]));
        var metadata = JsonElement.Parse(await host.Client.GetStringAsync("/closed/.well-known/openid-configuration"));
        var keys = JsonElement.Parse(await host.Client.GetStringAsync(metadata.Text("jwks_uri"))).GetProperty("keys").EnumerateArray();
        var key = Assert.Single(keys, key => key.Text("kid") == header.Text("kid"));
        Assert.Equal(("RS256", "RS256"), (header.Text("alg"), key.Text("alg")));
        Assert.True(JsonWebKeyVerifier.Verifies(key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2])));
        var claims = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
        Assert.Equal((metadata.Text("issuer"), client.Text("client_id")), (claims.Text("iss"), claims.Text("aud")));
    }

    [Fact]
    public async Task A_redirect_URI_with_the_query_that_is_registered_keeps_it()
    {
        const string Target = Callback + "?dummy1=lorem&dummy2=ipsum";
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var answer = await browser.AllowAsync(Authorize(await RegisterAsync([Target]), Target), await NewUserAsync());

        Assert.StartsWith(Target + "&", answer.Location, StringComparison.Ordinal);
        Assert.NotNull(answer.Code);
    }

    [Theory]
    [InlineData(Callback + "?dummy1=lorem&dummy2=ipsum", Callback + "?dummy1=lorem&dummy2=dolor")]
    [InlineData(Callback + "?dummy1=lorem&dummy2=ipsum", Callback)]
    [InlineData(Callback, Callback + "?dummy1=lorem&dummy2=ipsum")]
    public async Task A_redirect_URI_with_another_query_than_the_registered_one_ends_at_a_page(string registered, string asked) =>
        await AssertPageAsync(Authorize(await RegisterAsync([registered]), asked), "The redirect_uri is not one that the client has registered.");

    [Fact]
    public async Task A_client_that_registers_two_redirect_URIs_has_to_name_one() =>
        await AssertPageAsync(Authorize(await RegisterAsync([Callback, Callback + "/2"]), null), "The redirect_uri is missing.");

    [Theory]
    [InlineData("\"redirect_uris\":[\"https://app.example/callback#foobar\"]", "invalid_redirect_uri")]
    [InlineData("\"redirect_uris\":[\"https://app.example/callback\"],\"id_token_signed_response_alg\":\"none\"", "invalid_client_metadata")]
    public async Task A_redirect_URI_with_a_fragment_and_unsigned_ID_tokens_are_not_registered(string members, string error)
    {
        using var response = await host.SendAsync(HttpMethod.Post, Workspace + "/register", await host.NewTokenAsync(), $"{{{members}}}");

        Assert.Equal((HttpStatusCode.BadRequest, "application/json"), (response.StatusCode, response.Header("Content-Type")));
        Assert.Equal(error, (await response.JsonAsync()).Text("error"));
    }

    /// <summary>OpenID Connect Dynamic Client Registration §3.2: the answer has the registered values of all members.</summary>
    [Theory]
    [InlineData("logo_uri", "\"https://app.example/logo.png\"")]
    [InlineData("policy_uri", "\"https://app.example/policy\"")]
    [InlineData("tos_uri", "\"https://app.example/terms\"")]
    [InlineData("userinfo_signed_response_alg", "\"RS256\"")]
    [InlineData("request_object_signing_alg", "\"RS256\"")]
    [InlineData("subject_type", "\"pairwise\"")]
    [InlineData("sector_identifier_uri", "\"https://app.example/sector.json\"")]
    public async Task What_the_server_does_not_keep_of_a_client_is_not_in_the_answer(string member, string value)
    {
        var client = await RegisterAsync([Callback], more: $",\"{member}\":{value}");

        Assert.NotNull(client.Text("client_secret"));
        Assert.Null(client.Text(member));
    }

    private async Task<JsonElement> RegisterAsync(string[] redirectUris, string? algorithm = null, string more = "")
    {
        var named = algorithm is null ? "" : $",\"id_token_signed_response_alg\":\"{algorithm}\"";
        var body = $"{{\"redirect_uris\":{JsonSerializer.Serialize(redirectUris)},\"contacts\":[\"ops@app.example\"]{named}{more}}}";
        using var created = await host.SendAsync(HttpMethod.Post, Workspace + "/register", await host.NewTokenAsync(), body);
        Assert.Equal((HttpStatusCode.Created, "application/json"), (created.StatusCode, created.Header("Content-Type")));
        var client = await created.JsonAsync();
        Assert.NotNull(client.Text("registration_access_token"));
        Assert.NotNull(client.Text("registration_client_uri"));
        Assert.Equal("0", client.Text("client_secret_expires_at"));
        return client;
    }

    private static string Authorize(JsonElement client, string? redirectUri) =>
        $"{Workspace}/authorize?{Requests.AuthorizeQuery(("client_id", client.Text("client_id")), ("redirect_uri", redirectUri), ("scope", "openid"))}";

    private async Task<string> NewUserAsync()
    {
        var user = new User(Guid.NewGuid().ToString("n"), $"user-{Guid.NewGuid():n}");
        await host.Server.Services.GetRequiredService<UserTable>().AddAsync(
            "closed", user, new FrameworkPasswordHasher().Hash(ScriptlessBrowser.Password), default);
        return user.Username;
    }

    private async Task AssertPageAsync(string authorize, string reason)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var page = await browser.GetAsync(authorize);

        Assert.Equal((HttpStatusCode.BadRequest, ""), (page.Status, page.Location));
        Assert.Contains(reason, page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("app.example", page.Body, StringComparison.Ordinal);
    }
}
