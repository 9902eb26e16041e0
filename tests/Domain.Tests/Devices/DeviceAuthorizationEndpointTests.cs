using System.Text.Json;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.Devices;

public sealed class DeviceAuthorizationEndpointTests
{
    private readonly Scene _scene = new();

    [Fact]
    public async Task The_answer_has_the_members_of_RFC_8628_section_3_2()
    {
        var device = await _scene.StartDeviceAsync();

        Assert.Equal(
            ["device_code", "user_code", "verification_uri", "verification_uri_complete", "expires_in", "interval"],
            device.EnumerateObject().Select(member => member.Name));
        Assert.Matches("^[A-Z]{3}[0-9]{5}$", device.Text("user_code"));
        Assert.Equal("https://issuer.example/device", device.Text("verification_uri"));
        Assert.Equal("https://issuer.example/device?user_code=" + device.Text("user_code"), device.Text("verification_uri_complete"));
        Assert.Equal(600, device.GetProperty("expires_in").GetInt32());
        Assert.Equal(5, device.GetProperty("interval").GetInt32());
    }

    [Fact]
    public async Task The_workspace_decides_how_long_the_code_lives()
    {
        _scene.Test.Workspace = _scene.Test.Workspace with { DeviceCodeLifetime = TimeSpan.FromSeconds(90) };

        Assert.Equal(90, (await _scene.StartDeviceAsync()).GetProperty("expires_in").GetInt32());
    }

    [Fact]
    public async Task The_store_does_not_learn_the_device_code()
    {
        var device = await _scene.StartDeviceAsync();

        var grant = Assert.Single(_scene.Stores.Grants.Values);
        Assert.Equal(Handle.HashOf(device.Text("device_code")), grant.CodeHash);
        Assert.Equal(grant.Id, _scene.Stores.UserCodes[device.Text("user_code")]);
        Assert.DoesNotContain(device.Text("device_code").Split('.')[1], JsonSerializer.Serialize(grant), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confidential_client_authenticates()
    {
        Assert.True((await _scene.StartDeviceAsync(Scene.Tv, "")).Has("device_code"));
        Assert.Equal("invalid_client", await ErrorAsync(_scene.Test.Request("client_id=" + Scene.Tv)));
        Assert.Equal("invalid_client", await ErrorAsync(_scene.Test.Request("", TestServer.Basic(Scene.Tv, "wrong"))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("client_id=nobody")]
    [InlineData("scope=notes.read")]
    public async Task A_client_that_is_unknown_or_not_named_gets_nothing(string body)
    {
        Assert.Equal("invalid_client", await ErrorAsync(_scene.Test.Request(body)));
        Assert.Empty(_scene.Stores.Grants);
    }

    [Fact]
    public async Task A_disabled_client_gets_nothing()
    {
        _scene.Change(Scene.Device, client => client with { IsDisabled = true });

        Assert.Equal("invalid_client", await ErrorAsync(_scene.RequestOf(Scene.Device, "")));
    }

    [Fact]
    public async Task A_client_without_the_grant_is_refused()
    {
        Assert.Equal("unauthorized_client", await ErrorAsync(_scene.RequestOf(Scene.Service, "")));
        Assert.Empty(_scene.Stores.UserCodes);
    }

    [Theory]
    [InlineData("", "openid profile offline_access notes.read notes.write notes.admin")]
    [InlineData("scope=notes.read", "notes.read")]
    [InlineData("scope=notes.write+notes.read", "notes.write notes.read")]
    public async Task The_grant_has_the_requested_scope_or_all_scopes_of_the_client(string body, string scope)
    {
        await _scene.StartDeviceAsync(body: body);

        Assert.Equal(scope, Assert.Single(_scene.Stores.Grants.Values).Scope.Text);
    }

    [Theory]
    [InlineData("scope=notes.steal")]
    [InlineData("scope=notes.read+%22")]
    public async Task A_scope_that_the_client_may_not_have_is_refused(string body) =>
        Assert.Equal("invalid_scope", await ErrorAsync(_scene.RequestOf(Scene.Device, body)));

    [Fact]
    public async Task A_user_code_in_use_is_drawn_again()
    {
        // The slot, the ids and the device code take 52 octets before the user code is drawn.
        var octets = new byte[52].Concat<byte>([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]).ToArray();
        _scene.Stores.UserCodes["BBB22222"] = "somebody else's";
        var server = new AuthorizationServer(
            _scene.Stores.With(_scene.Test.Clients), _scene.Test.Keys, _scene.Stores, _scene.Stores, _scene.Time, new FixedRandomness(octets));

        var device = await _scene.StartDeviceAsync(server: server);

        Assert.Equal("CCC33333", device.Text("user_code"));
        Assert.Equal("somebody else's", _scene.Stores.UserCodes["BBB22222"]);
        Assert.Equal(Assert.Single(_scene.Stores.Grants.Values).Id, _scene.Stores.UserCodes["CCC33333"]);
    }

    [Fact]
    public async Task A_network_begins_a_limited_number_of_devices_of_public_clients_in_a_window()
    {
        for (var i = 0; i < DeviceThrottle.PerNetwork; i++)
            Assert.IsType<JsonResult>(await BeginAsync(Scene.Device, "192.0.2.1"));
        var grants = _scene.Stores.Grants.Count;

        var error = Assert.IsType<FailureResult>(await BeginAsync(Scene.Device, "192.0.2.1")).Error;

        Assert.Equal("too_many_requests", error.Code);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 15, 0, TimeSpan.Zero) - _scene.Time.GetUtcNow(), error.RetryAfter);
        Assert.Equal(grants, _scene.Stores.Grants.Count);
        Assert.IsType<JsonResult>(await BeginAsync(Scene.Tv, "192.0.2.1"));
        Assert.IsType<JsonResult>(await BeginAsync(Scene.Device, "192.0.2.2"));
        _scene.Time.Advance(error.RetryAfter!.Value);
        Assert.IsType<JsonResult>(await BeginAsync(Scene.Device, "192.0.2.1"));
    }

    [Fact]
    public async Task Neither_a_client_with_a_secret_nor_a_refused_request_is_counted()
    {
        await BeginAsync(Scene.Tv, "192.0.2.1");
        await ErrorAsync(_scene.RequestOf(Scene.Device, "scope=notes.steal"));

        Assert.Empty(_scene.Stores.Attempts);
    }

    private async Task<EndpointResult> BeginAsync(string clientId, string network) => await _scene.Server.DeviceAuthorization.HandleAsync(
        _scene.RequestOf(clientId, "") with { RemoteNetwork = network }, TestContext.Current.CancellationToken);

    private async Task<string> ErrorAsync(EndpointRequest request) => Assert.IsType<FailureResult>(
        await _scene.Server.DeviceAuthorization.HandleAsync(request, TestContext.Current.CancellationToken)).Error.Code;
}
