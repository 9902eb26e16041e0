using System.Text.Json;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Token;

/// <summary>RFC 8707 §2 at the token endpoint, for client credentials, authorization codes and refresh tokens.</summary>
public sealed class RequestedAudienceTests
{
    private const string Notes = "https://notes.example";
    private const string Tools = "https://tools.example/mcp/";
    private const string Mail = "https://mail.example";

    private readonly FlowServer _server = FlowServer.WithAlice();

    public RequestedAudienceTests()
    {
        _server.Workspace = _server.Workspace with
        {
            Resources =
            [
                new Resource("Notes", Notes) { Scopes = ScopeSet.Of("notes.read", "notes.write") },
                new Resource("Mail", Mail) { Scopes = ScopeSet.Of("mail.send") },
            ],
        };
        _server.Change("legacy", client => client with { Scope = ScopeSet.Of("openid", "notes.read", "mail.send") });
    }

    [Theory]
    [InlineData("resource", Notes, "notes.read")]
    [InlineData("audience", Mail, "mail.send")]
    [InlineData("resource", "https://issuer.example", "notes.read mail.send")]
    public async Task A_token_names_its_resource_and_has_no_scopes_of_other_resources(string parameter, string resource, string scope)
    {
        var answer = FlowServer.Json(await TokenAsync((parameter, resource)));

        var claims = FlowServer.Payload(FlowServer.Text(answer, "access_token"));
        Assert.Equal((resource, scope), (FlowServer.Text(claims, "aud"), FlowServer.Text(claims, "scope")));
        Assert.Equal(scope, FlowServer.Text(answer, "scope"));
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("https://notes.example/v1")]
    [InlineData("http://notes.example")]
    [InlineData("https://notes.example:8443")]
    [InlineData("notes")]
    public async Task An_unregistered_resource_is_an_invalid_target(string resource) =>
        Assert.Equal("invalid_target", FlowServer.ErrorOf(await TokenAsync(("resource", resource))).Code);

    [Fact]
    public async Task A_resource_without_any_scope_of_the_client_is_an_invalid_target()
    {
        _server.Change("legacy", client => client with { Scope = ScopeSet.Of("openid", "notes.read") });

        Assert.Equal("invalid_target", FlowServer.ErrorOf(await TokenAsync(("resource", Mail))).Code);
        FlowServer.Json(await TokenAsync(("resource", Notes)));
    }

    [Fact]
    public async Task A_request_for_two_resources_is_an_invalid_target() =>
        Assert.Equal("invalid_target", FlowServer.ErrorOf(await TokenAsync(("resource", Notes), ("resource", Mail))).Code);

    [Fact]
    public async Task A_code_is_not_used_up_by_a_wrong_resource_and_the_refresh_keeps_all_scopes()
    {
        _server.Change("web", client => client with { Scope = ScopeSet.Of([.. client.Scope.Tokens, "mail.send"]) });
        _server.Stores.Consents[(FlowServer.Subject, "web")] = ScopeSet.Of("openid", "offline_access", "notes.read");
        var code = await _server.CodeAsync(("scope", "openid offline_access notes.read"));
        Assert.Equal("invalid_target", FlowServer.ErrorOf(await _server.RedeemAsync(code, "web", ("resource", "https://elsewhere.example"))).Code);

        var tokens = FlowServer.Json(await _server.RedeemAsync(code, "web", ("resource", Mail)));
        Assert.Equal("openid offline_access", FlowServer.Text(tokens, "scope"));
        Assert.True(tokens.TryGetProperty("id_token", out _));
        var refreshed = FlowServer.Json(await _server.RefreshAsync(FlowServer.Text(tokens, "refresh_token")));
        Assert.Equal("openid offline_access notes.read", FlowServer.Text(refreshed, "scope"));
    }

    [Theory]
    [InlineData("https://notes.example/", Notes)]
    [InlineData("HTTPS://Notes.Example:443", Notes)]
    [InlineData("https://issuer.example/", "https://issuer.example")]
    [InlineData("https://tools.example/mcp", Tools)]
    [InlineData("https://TOOLS.example:/mcp/", Tools)]
    [InlineData("https://both.example/a", "https://both.example/a")]
    [InlineData("https://both.example/a/", "https://both.example/a/")]
    [InlineData("https://OWN.example/x", "https://own.example/x/")]
    public async Task Another_form_of_a_resource_gives_a_token_for_the_registered_form(string asked, string registered)
    {
        _server.Workspace = _server.Workspace with
        {
            Resources =
            [
                .. _server.Workspace.Resources, new Resource("Tools", Tools),
                new Resource("One", "https://both.example/a"), new Resource("Other", "https://both.example/a/"),
            ],
        };
        _server.Change("legacy", client => client with { Audience = "https://own.example/x/" });

        Assert.Equal(registered, AudienceOf(FlowServer.Json(await TokenAsync(("resource", asked)))));
        Assert.Equal(registered, AudienceOf(FlowServer.Json(await TokenAsync(("audience", asked)))));
        Assert.Equal(registered, AudienceOf(FlowServer.Json(await TokenAsync(("resource", asked), ("audience", registered)))));
    }

    [Fact]
    public async Task Another_form_of_a_resource_widens_nothing()
    {
        _server.Change("legacy", client => client with { Scope = ScopeSet.Of("openid", "notes.read") });

        Assert.Equal("invalid_target", FlowServer.ErrorOf(await TokenAsync(("resource", Mail + "/"))).Code);
        Assert.Equal("notes.read", FlowServer.Text(FlowServer.Json(await TokenAsync(("resource", Notes + "/"))), "scope"));
    }

    [Fact]
    public async Task The_clients_own_audience_may_be_named()
    {
        _server.Change("legacy", client => client with { Audience = "https://own.example" });

        Assert.Equal("https://own.example", AudienceOf(FlowServer.Json(await TokenAsync())));
        Assert.Equal("https://own.example", AudienceOf(FlowServer.Json(await TokenAsync(("resource", "https://own.example")))));
    }

    private static string AudienceOf(JsonElement answer) => FlowServer.Text(FlowServer.Payload(FlowServer.Text(answer, "access_token")), "aud");

    private ValueTask<EndpointResult> TokenAsync(params IEnumerable<(string Name, string? Value)> parameters) =>
        _server.TokenAsync("legacy", parameters.Prepend(("grant_type", GrantTypes.ClientCredentials)));
}
