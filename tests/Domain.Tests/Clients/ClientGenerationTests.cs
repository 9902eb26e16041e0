using Tollgate.Domain.Authorization;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Clients;

/// <summary>The grants of a client end with the client. Rights that an operator takes away from a client end at once.</summary>
public sealed class ClientGenerationTests
{
    private readonly FlowServer _server = FlowServer.WithAlice();

    [Theory]
    [InlineData(null, "second")]
    [InlineData("first", "second")]
    public async Task A_later_client_of_the_same_id_inherits_nothing(string? earlier, string? later)
    {
        Become(earlier);
        Consent(earlier);
        var tokens = await _server.TokensAsync();
        var (code, accessToken) = (await _server.CodeAsync(), FlowServer.Text(tokens, "access_token"));
        Become(later);

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RefreshAsync(FlowServer.Text(tokens, "refresh_token"))).Code);
        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RedeemAsync(code)).Code);
        Assert.Equal("invalid_token", FlowServer.ErrorOf(await _server.UserInfoAsync(accessToken)).Code);
        Assert.IsType<ConsentPage>(Assert.IsType<PageResult>(await _server.AuthorizeAsync()).Page);
    }

    [Fact]
    public async Task An_edited_client_keeps_its_grants_and_consents()
    {
        Become("first");
        Consent("first");
        var tokens = await _server.TokensAsync();
        _server.Change("web", client => client with { ClientName = "Another name", RequiresPkce = false });

        Assert.IsType<JsonResult>(await _server.UserInfoAsync(FlowServer.Text(tokens, "access_token")));
        Assert.IsType<JsonResult>(await _server.RefreshAsync(FlowServer.Text(tokens, "refresh_token")));
        Assert.NotNull((await _server.AnswerAsync())["code"]);
    }

    /// <summary>Version 0.1.0 may run beside this version. That version writes rows without the columns that it does not know.</summary>
    [Theory]
    [InlineData("the grant")]
    [InlineData("the client")]
    [InlineData("both")]
    public async Task A_grant_stays_with_its_client_where_an_instance_of_0_1_0_drops_generations(string where)
    {
        Make("first");
        _server.Time.Advance(TimeSpan.FromMinutes(1));
        var token = FlowServer.Text(await _server.TokensAsync(), "refresh_token");
        if (where is "the grant" or "both")
            DropOfGrant();
        if (where is "the client" or "both")
            Become(null);
        _server.Time.Advance(TimeSpan.FromDays(1));

        var tokens = FlowServer.Json(await _server.RefreshAsync(token));
        Assert.IsType<JsonResult>(await _server.UserInfoAsync(FlowServer.Text(tokens, "access_token")));
        Assert.IsType<JsonResult>(await _server.RefreshAsync(FlowServer.Text(tokens, "refresh_token")));
    }

    [Theory]
    [InlineData("the grant")]
    [InlineData("the client")]
    public async Task A_grant_ends_with_its_client_where_an_instance_of_0_1_0_drops_generations(string where)
    {
        Make("first");
        var tokens = await _server.TokensAsync();
        if (where == "the grant")
            DropOfGrant();
        _server.Time.Advance(TimeSpan.FromMinutes(5));
        Make("second");
        if (where == "the client")
            Become(null);

        Assert.Equal("invalid_token", FlowServer.ErrorOf(await _server.UserInfoAsync(FlowServer.Text(tokens, "access_token"))).Code);
        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RefreshAsync(FlowServer.Text(tokens, "refresh_token"))).Code);
    }

    [Fact]
    public void Each_client_that_is_made_has_a_generation_of_its_own()
    {
        var (now, randomness) = (_server.Time.GetUtcNow(), new Randomness());
        var (one, two) = (new Client("same").Made(now, randomness), new Client("same").Made(now, randomness));

        Assert.NotNull(one.Generation);
        Assert.NotEqual(one.Generation, two.Generation);
        Assert.Equal(one.Generation, one.ConsentGeneration);
    }

    [Fact]
    public async Task A_token_without_a_grant_ends_with_its_client()
    {
        var scene = new Scene();
        scene.Change(Scene.Service, client => client.Made(scene.Time.GetUtcNow(), new Randomness()));
        var token = (await scene.TokensAsync(Scene.Service, "grant_type=client_credentials")).Text("access_token")!;
        Assert.True(await scene.IsActiveAsync(Scene.Service, token));
        scene.Time.Advance(TimeSpan.FromMinutes(2));
        scene.Change(Scene.Service, client => client.Made(scene.Time.GetUtcNow(), new Randomness()));

        Assert.False(await scene.IsActiveAsync(Scene.Service, token));
        Assert.True(await scene.IsActiveAsync(Scene.Service, (await scene.TokensAsync(Scene.Service, "grant_type=client_credentials")).Text("access_token")!));
    }

    [Fact]
    public async Task A_device_that_waits_is_not_approved_for_a_later_client_of_the_same_id()
    {
        var scene = new Scene();
        var device = await scene.StartDeviceAsync();
        var page = await scene.ConfirmAsync(device);
        scene.Change(Scene.Device, client => client.Made(scene.Time.GetUtcNow(), new Randomness()));

        Assert.Equal("A Device", page.ClientName);
        Assert.IsType<DevicePage>(await scene.PageAsync($"user_code={device.Text("user_code")}"));
        Assert.Equal("invalid_grant", await scene.ErrorAsync(Scene.Device, Scene.Poll(device)));
    }

    [Fact]
    public async Task A_refresh_gives_only_scopes_that_the_client_may_still_have()
    {
        var token = FlowServer.Text(await _server.TokensAsync(), "refresh_token");
        _server.Change("web", client => client with { Scope = ScopeSet.Of("openid", "offline_access", "email") });

        var narrowed = FlowServer.Json(await _server.RefreshAsync(token));
        Assert.Equal("openid email offline_access", FlowServer.Text(narrowed, "scope"));
        Assert.Equal("openid email offline_access", FlowServer.Text(FlowServer.Payload(FlowServer.Text(narrowed, "access_token")), "scope"));
        token = FlowServer.Text(narrowed, "refresh_token");
        Assert.Equal("invalid_scope", FlowServer.ErrorOf(await _server.RefreshAsync(token, scope: "notes.read")).Code);

        // An operator can give back a scope that was taken away by mistake, because the user has granted it.
        _server.Change("web", client => client with { Scope = ScopeSet.Parse(FlowServer.Scope).Value! });
        Assert.Equal(FlowServer.Scope, FlowServer.Text(FlowServer.Json(await _server.RefreshAsync(token)), "scope"));
    }

    [Fact]
    public async Task Introspection_of_a_refresh_token_shows_the_scope_that_a_refresh_would_get()
    {
        var token = FlowServer.Text(await _server.TokensAsync(), "refresh_token");
        Assert.Equal(FlowServer.Scope, FlowServer.Text(await IntrospectAsync(token), "scope"));

        _server.Change("web", client => client with { Scope = ScopeSet.Of("openid", "offline_access") });
        Assert.Equal("openid offline_access", FlowServer.Text(await IntrospectAsync(token), "scope"));

        _server.Change("web", client => client with { Scope = ScopeSet.Of("openid") });
        Assert.False((await IntrospectAsync(token)).GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task A_refresh_ends_when_an_operator_takes_offline_access_away()
    {
        var token = FlowServer.Text(await _server.TokensAsync(), "refresh_token");
        _server.Change("web", client => client with { Scope = ScopeSet.Of("openid", "email") });

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RefreshAsync(token)).Code);
    }

    [Fact]
    public async Task A_client_that_may_have_no_granted_scope_any_more_gets_no_token()
    {
        var token = FlowServer.Text(await _server.TokensAsync(), "refresh_token");
        var code = await _server.CodeAsync();
        _server.Change("web", client => client with { Scope = ScopeSet.Of("notes.write") });

        Assert.Equal("invalid_scope", FlowServer.ErrorOf(await _server.RefreshAsync(token)).Code);
        Assert.Equal("invalid_scope", FlowServer.ErrorOf(await _server.RedeemAsync(code)).Code);
    }

    [Fact]
    public async Task A_code_and_a_device_code_give_only_scopes_that_the_client_may_still_have()
    {
        var code = await _server.CodeAsync();
        _server.Change("web", client => client with { Scope = ScopeSet.Of("openid", "email") });
        var tokens = FlowServer.Json(await _server.RedeemAsync(code));
        Assert.Equal("openid email", FlowServer.Text(tokens, "scope"));
        Assert.False(tokens.TryGetProperty("refresh_token", out _));

        var scene = new Scene();
        var device = await scene.StartDeviceAsync(body: "scope=notes.read notes.write");
        await scene.DecideAsync(device);
        scene.Change(Scene.Device, client => client with { Scope = ScopeSet.Of("notes.write") });
        Assert.Equal("notes.write", (await scene.TokensAsync(Scene.Device, Scene.Poll(device))).Text("scope"));
    }

    private void Make(string generation)
    {
        _server.Change("web", client => client with { Generation = generation, CreatedAt = _server.Time.GetUtcNow() });
        Consent(generation);
    }

    private void DropOfGrant() => _server.Stores.Grants[_server.Grant.Id] = _server.Grant with { ClientGeneration = null };

    private async Task<System.Text.Json.JsonElement> IntrospectAsync(string token) => FlowServer.Json(await _server.Server.Introspection.HandleAsync(
        _server.Request("token=" + token, TestServer.Basic("web", "web-secret")), TestContext.Current.CancellationToken));

    private void Become(string? generation) => _server.Change("web", client => client with { Generation = generation });

    /// <summary>Stores a consent of alice to all scopes, for this generation of the client only.</summary>
    private void Consent(string? generation)
    {
        _server.Stores.Consents.Clear();
        _server.Stores.Consents[(FlowServer.Subject, "web" + generation)] = ScopeSet.Parse(FlowServer.Scope).Value!;
    }
}
