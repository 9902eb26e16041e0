using System.Text.Json;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Tests.Tokens;

/// <summary>The claims about the user for clients that read only the ID token (OpenID Connect Core §5.4).</summary>
public sealed class IdTokenClaimsTests
{
    private readonly FlowServer _server = FlowServer.WithAlice();

    [Fact]
    public async Task An_ID_token_has_the_claims_of_the_granted_scopes()
    {
        var claims = await ClaimsAsync("openid profile email");

        Assert.Equal(("A Name", "alice", "a@example.com", true), (
            FlowServer.Text(claims, "name"), FlowServer.Text(claims, "preferred_username"), FlowServer.Text(claims, "email"),
            claims.GetProperty("email_verified").GetBoolean()));
    }

    [Fact]
    public async Task A_scope_that_is_not_granted_brings_no_claim()
    {
        var claims = await ClaimsAsync("openid email");

        Assert.Equal((true, false, false), (Has(claims, "email"), Has(claims, "name"), Has(claims, "preferred_username")));
    }

    [Fact]
    public async Task An_unverified_email_address_is_not_called_verified()
    {
        _server.Stores.Users[FlowServer.Subject] = new User(FlowServer.Subject, "alice") { Email = "other@example.com" };

        Assert.False((await ClaimsAsync("openid email")).GetProperty("email_verified").GetBoolean());
    }

    [Fact]
    public async Task A_workspace_keeps_claims_about_users_out_of_its_ID_tokens()
    {
        _server.Workspace = _server.Workspace with { IdTokensHaveUserClaims = false };

        var claims = await ClaimsAsync("openid profile email");

        Assert.Equal((false, false), (Has(claims, "email"), Has(claims, "name")));
    }

    [Fact]
    public async Task Postal_address_and_telephone_number_have_scopes_of_their_own()
    {
        _server.Change("web", client => client with { Scope = StandardScopes.All });
        _server.Stores.Consents[(FlowServer.Subject, "web")] = StandardScopes.All;
        _server.Stores.Users[FlowServer.Subject] = new User(FlowServer.Subject, "alice")
        {
            PhoneNumber = "+14255551212",
            Address = new PostalAddress(null, null, "Oxford", null, null),
        };

        var claims = await ClaimsAsync("openid address phone");

        Assert.Equal(("Oxford", "+14255551212", false), (
            FlowServer.Text(claims.GetProperty("address"), "locality"), FlowServer.Text(claims, "phone_number"),
            claims.GetProperty("phone_number_verified").GetBoolean()));
    }

    /// <summary>MSAL interprets a short acr as the name of a tenant.</summary>
    [Fact]
    public async Task The_acr_is_a_URI() => Assert.True(Uri.TryCreate(FlowServer.Text(await ClaimsAsync("openid"), "acr"), UriKind.Absolute, out _));

    private async Task<JsonElement> ClaimsAsync(string scope) => FlowServer.Payload(FlowServer.Text(await _server.TokensAsync(scope: scope), "id_token"));

    private static bool Has(JsonElement claims, string name) => claims.TryGetProperty(name, out _);
}
