using Tollgate.Domain.Devices;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Token;

public sealed partial class DeviceCodeGrantTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Scene _scene = new();

    [Fact]
    public async Task A_device_waits_until_the_user_has_decided_and_gets_tokens_once()
    {
        var device = await _scene.StartDeviceAsync();
        Assert.Equal("authorization_pending", await _scene.ErrorAsync(Scene.Device, Scene.Poll(device)));

        await _scene.DecideAsync(device);
        var tokens = await _scene.TokensAsync(Scene.Device, Scene.Poll(device));
        var claims = Scene.ClaimsOf(tokens.Text("access_token"));

        Assert.Equal(Scene.Subject, claims.Text("sub"));
        Assert.Equal(Scene.Device, claims.Text("client_id"));
        Assert.Equal("notes.read", claims.Text("scope"));
        Assert.False(claims.Has("act"));
        Assert.True(tokens.Has("refresh_token"));
        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Device, Scene.Poll(device)));
    }

    [Fact]
    public async Task A_second_redemption_leaves_the_tokens_of_the_first_alone()
    {
        var device = await _scene.StartDeviceAsync();
        await _scene.DecideAsync(device);
        var tokens = await _scene.TokensAsync(Scene.Device, Scene.Poll(device));

        await _scene.ErrorAsync(Scene.Device, Scene.Poll(device));

        Assert.True((await _scene.TokensAsync(Scene.Device, "grant_type=refresh_token&refresh_token=" + tokens.Text("refresh_token"))).Has("access_token"));
    }

    [Fact]
    public async Task A_client_with_OpenID_Connect_gets_an_ID_token_of_the_user()
    {
        var tokens = await _scene.UserTokensAsync("openid notes.read");

        Assert.Equal(Scene.Subject, Scene.ClaimsOf(tokens.Text("id_token")).Text("sub"));
        Assert.False(tokens.Has("refresh_token"));
    }

    [Fact]
    public async Task A_client_without_the_refresh_grant_gets_no_refresh_token() =>
        Assert.False((await _scene.UserTokensAsync("notes.read", Scene.Tv)).Has("refresh_token"));

    [Fact]
    public async Task An_undecided_code_expires()
    {
        var device = await _scene.StartDeviceAsync();
        await _scene.ErrorAsync(Scene.Device, Scene.Poll(device));

        _scene.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("expired_token", await _scene.ErrorAsync(Scene.Device, Scene.Poll(device)));
        Assert.Equal("expired_token", await _scene.ErrorAsync(Scene.Device, Scene.Poll(device), _scene.Instance()));
    }

    [Fact]
    public async Task An_approved_code_expires_as_well()
    {
        var device = await _scene.StartDeviceAsync();
        await _scene.DecideAsync(device);

        _scene.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("expired_token", await _scene.ErrorAsync(Scene.Device, Scene.Poll(device)));
    }

    [Fact]
    public async Task The_refusal_of_the_user_is_final()
    {
        var device = await _scene.StartDeviceAsync();

        Assert.Equal(new DeviceDonePage(false), await _scene.DecideAsync(device, "deny"));

        Assert.Equal("access_denied", await _scene.ErrorAsync(Scene.Device, Scene.Poll(device)));
        Assert.Equal("access_denied", await _scene.ErrorAsync(Scene.Device, Scene.Poll(device)));
    }

    [Fact]
    public async Task Another_client_gains_nothing_and_spoils_nothing()
    {
        var device = await _scene.StartDeviceAsync();
        await _scene.ErrorAsync(Scene.Device, Scene.Poll(device));
        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Tv, Scene.Poll(device)));
        await _scene.DecideAsync(device);
        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Tv, Scene.Poll(device)));

        Assert.True((await _scene.TokensAsync(Scene.Device, Scene.Poll(device))).Has("access_token"));
    }

    [Theory]
    [InlineData("", "invalid_request")]
    [InlineData("&device_code=", "invalid_request")]
    [InlineData("&device_code=x", "invalid_grant")]
    [InlineData("&device_code=un.known", "invalid_grant")]
    [InlineData("&device_code=a.b.c", "invalid_grant")]
    public async Task A_missing_or_unknown_code_is_refused(string more, string error) =>
        Assert.Equal(error, await _scene.ErrorAsync(Scene.Device, $"grant_type={GrantTypes.DeviceCode}{more}"));

    [Fact]
    public async Task The_id_of_a_grant_is_no_device_code()
    {
        var device = await _scene.StartDeviceAsync();
        await _scene.ErrorAsync(Scene.Device, Scene.Poll(device));
        var forged = device.Text("device_code").Split('.')[0] + "." + new string('A', 43);

        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Device, $"grant_type={GrantTypes.DeviceCode}&device_code={forged}"));
    }

    [Fact]
    public async Task A_client_that_lost_the_grant_is_refused()
    {
        var device = await _scene.StartDeviceAsync();
        await _scene.DecideAsync(device);
        _scene.Change(Scene.Device, client => client with { GrantTypes = [] });

        Assert.Equal("unauthorized_client", await _scene.ErrorAsync(Scene.Device, Scene.Poll(device)));
    }

    private void Write(Func<AuthorizationGrant, AuthorizationGrant> change)
    {
        var grant = _scene.Stores.Grants.Values.Single();
        _scene.Stores.Grants[grant.Id] = change(grant) with { Version = "somebody else's" };
    }
}
