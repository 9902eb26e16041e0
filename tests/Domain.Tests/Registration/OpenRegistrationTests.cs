using System.Text.Json.Nodes;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Registration;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Registration;

/// <summary>Registration without an initial access token, for redirect URIs at listed hosts.</summary>
public sealed class OpenRegistrationTests
{
    private readonly Registrar _registrar = new();

    public OpenRegistrationTests() => _registrar.Workspace = _registrar.Workspace with { Registration = RegistrationPolicy.AllowedHosts };

    [Theory]
    [InlineData("https://app.example/callback")]
    [InlineData("https://app.example:8443/callback")]
    [InlineData("https://one.apps.example/")]
    [InlineData("https://a.deeper.one.apps.example/")]
    [InlineData("http://127.0.0.1:8400/callback")]
    public async Task A_client_at_a_listed_host_needs_no_token(string uri)
    {
        var answer = Registrar.Created(await _registrar.RegisterOpenlyAsync(Registrar.Metadata(("redirect_uris", Registrar.List(uri)))));

        var client = (await _registrar.FindAsync(answer))!;
        Assert.True(client is { Origin: ClientOrigin.Open, RequiresConsent: true, RequiresPkce: true });
    }

    [Theory]
    [InlineData("https://other.example/")]
    [InlineData("https://app.example.evil.example/")]
    [InlineData("https://evil-app.example/")]
    [InlineData("https://sub.app.example/")]
    [InlineData("https://apps.example/")]
    [InlineData("https://evilapps.example/")]
    [InlineData("http://localhost/")]
    [InlineData("com.example.app:/callback")]
    [InlineData("https://app.example./")]
    [InlineData("com.evil.app://app.example/cb")]
    [InlineData("com.evil.app://one.apps.example/cb")]
    public async Task A_client_at_another_host_needs_a_token(string uri)
    {
        var metadata = Registrar.Metadata(("redirect_uris", Registrar.List(uri)));
        await RefusedAsync(metadata);

        Registrar.Created(await _registrar.RegisterAsync(metadata));
    }

    [Fact]
    public async Task A_single_redirect_URI_at_another_host_is_refused()
    {
        await RefusedAsync(Registrar.Metadata(("redirect_uris", Registrar.List(Registrar.Callback, "https://other.example/"))));
        await RefusedAsync(Registrar.Metadata(("post_logout_redirect_uris", Registrar.List("https://other.example/"))));
        await RefusedAsync(Registrar.Metadata(("post_logout_redirect_uris", Registrar.List("com.evil.app://app.example/bye"))));
    }

    /// <summary>These grants give tokens without a user's consent.</summary>
    [Theory]
    [InlineData(GrantTypes.ClientCredentials)]
    [InlineData(GrantTypes.DeviceCode)]
    [InlineData(GrantTypes.TokenExchange)]
    [InlineData(GrantTypes.JwtBearer)]
    public async Task Grants_that_lead_past_the_listed_hosts_need_a_token(string grantType)
    {
        await RefusedAsync(
            Registrar.Metadata(("grant_types", Registrar.List(grantType)), ("response_types", new JsonArray())), "invalid_client_metadata");
        var answer = Registrar.Created(await _registrar.RegisterOpenlyAsync(
            Registrar.Metadata(("grant_types", Registrar.List("authorization_code", grantType, "refresh_token")))));

        Assert.Equal("[\"authorization_code\",\"refresh_token\"]", answer.GetProperty("grant_types").GetRawText());
        Assert.Equal([GrantTypes.AuthorizationCode, GrantTypes.RefreshToken], (await _registrar.FindAsync(answer))!.GrantTypes);
    }

    [Fact]
    public async Task Without_listed_hosts_no_client_can_be_registered_openly()
    {
        _registrar.Workspace = _registrar.Workspace with { RegistrationHosts = [] };

        await RefusedAsync(Registrar.Metadata());
    }

    [Fact]
    public async Task A_request_with_a_wrong_token_is_refused() =>
        Registrar.Challenged(await _registrar.RegisterAsync(Registrar.Metadata(), "wrong.token"), hadToken: true);

    [Fact]
    public async Task Hosts_count_under_their_own_policy_only()
    {
        _registrar.Workspace = _registrar.Workspace with { Registration = RegistrationPolicy.InitialAccessToken };

        Registrar.Challenged(await _registrar.RegisterOpenlyAsync(Registrar.Metadata()), hadToken: false);
        Assert.Equal(0, await _registrar.CountAsync());
    }

    [Fact]
    public async Task A_client_without_an_initial_access_token_cannot_change_to_metadata_that_needs_it()
    {
        var client = Registrar.Created(await _registrar.RegisterOpenlyAsync(Registrar.Metadata()));
        // The client stays limited if the workspace changes its policy later.
        foreach (var policy in new[] { RegistrationPolicy.AllowedHosts, RegistrationPolicy.InitialAccessToken })
        {
            _registrar.Workspace = _registrar.Workspace with { Registration = policy };
            Registrar.Refused(
                await _registrar.ReplaceAsync(client, ("redirect_uris", Registrar.List("https://other.example/"))), "invalid_redirect_uri");
            var narrowed = Registrar.Read(await _registrar.ReplaceAsync(client, ("grant_types", Registrar.List("authorization_code", "client_credentials"))));
            Assert.Equal("[\"authorization_code\"]", narrowed.GetProperty("grant_types").GetRawText());
        }

        Assert.Equal([Registrar.Callback], (await _registrar.FindAsync(client))!.RedirectUris);
        Registrar.Read(await _registrar.ReplaceAsync(client, ("redirect_uris", Registrar.List("https://two.apps.example/"))));
    }

    [Fact]
    public async Task A_client_with_an_initial_access_token_can_change_to_another_host()
    {
        var client = await _registrar.RegisteredAsync();

        Registrar.Read(await _registrar.ReplaceAsync(client, ("redirect_uris", Registrar.List("https://other.example/"))));
    }

    [Fact]
    public async Task Registrations_from_one_network_are_limited_until_the_window_ends()
    {
        for (var i = 0; i < RegistrationThrottle.PerNetwork; i++)
            Registrar.Created(await _registrar.RegisterOpenlyAsync(Registrar.Metadata()));

        var error = Registrar.Refused(await _registrar.RegisterOpenlyAsync(Registrar.Metadata()), "too_many_requests");
        Assert.InRange(error.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));
        Registrar.Created(await _registrar.RegisterOpenlyAsync(Registrar.Metadata(), network: "198.51.100.1"));
        // A program with an initial access token need not wait.
        Registrar.Created(await _registrar.RegisterAsync(Registrar.Metadata()));
        _registrar.Time.Advance(error.RetryAfter.Value);
        Registrar.Created(await _registrar.RegisterOpenlyAsync(Registrar.Metadata()));
    }

    [Fact]
    public async Task Registrations_from_all_networks_are_limited()
    {
        for (var i = 0; i < RegistrationThrottle.PerWorkspace; i++)
            Registrar.Created(await _registrar.RegisterOpenlyAsync(Registrar.Metadata(), network: $"198.51.100.{i}"));

        Registrar.Refused(await _registrar.RegisterOpenlyAsync(Registrar.Metadata(), network: "203.0.113.1"), "too_many_requests");
    }

    private async Task RefusedAsync(JsonObject metadata, string code = "invalid_redirect_uri")
    {
        var before = await _registrar.CountAsync();
        var result = await _registrar.RegisterOpenlyAsync(metadata);
        Registrar.Refused(result, code);
        Assert.Null(((FailureResult)result).Challenge);
        Assert.Equal(before, await _registrar.CountAsync());
    }
}
