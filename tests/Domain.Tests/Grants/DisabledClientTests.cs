using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Tests.Grants;

/// <summary>This server accepts no token of a client that has been disabled or removed.</summary>
public sealed class DisabledClientTests
{
    private readonly Scene _scene = new();

    public DisabledClientTests() => _scene.Change(Scene.Api, client => client with { ResourceServerFor = ["https://issuer.example"] });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tokens_of_a_disabled_or_removed_client_are_inactive(bool isRemoved)
    {
        var own = await _scene.OwnTokenAsync(Scene.Relay);
        var user = await _scene.UserTokenAsync();
        var exchanged = await _scene.ExchangedAsync(Scene.Relay, user);
        foreach (var token in new[] { own, user, exchanged })
            Assert.True(await _scene.IsActiveAsync(Scene.Api, token));

        End(Scene.Relay, isRemoved);
        Assert.Equal((false, true, false), (await IsActiveAsync(own), await IsActiveAsync(user), await IsActiveAsync(exchanged)));
        End(Scene.Device, isRemoved);
        Assert.False(await IsActiveAsync(user));
    }

    [Fact]
    public async Task Tokens_of_a_client_are_active_again_when_the_client_is_enabled_again()
    {
        var own = await _scene.OwnTokenAsync(Scene.Relay);
        End(Scene.Relay, isRemoved: false);
        Assert.False(await IsActiveAsync(own));

        _scene.Change(Scene.Relay, client => client with { IsDisabled = false });

        Assert.True(await IsActiveAsync(own));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tokens_of_a_disabled_or_removed_client_cannot_be_exchanged(bool isRemoved)
    {
        var user = await _scene.UserTokenAsync();
        End(Scene.Device, isRemoved);

        Assert.Equal("invalid_request", await _scene.ErrorAsync(Scene.Service, Scene.ExchangeOf(user)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tokens_of_a_disabled_or_removed_client_do_not_authenticate_it(bool isRemoved)
    {
        var (own, user) = (await _scene.OwnTokenAsync(Scene.Relay), await _scene.UserTokenAsync());
        End(Scene.Relay, isRemoved);

        var result = await _scene.Server.Token.HandleAsync(
            _scene.Test.Request(Scene.ExchangeOf(user), "Bearer " + own), TestContext.Current.CancellationToken);

        Assert.Equal("invalid_client", Assert.IsType<FailureResult>(result).Error.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Userinfo_refuses_tokens_of_a_disabled_or_removed_client(bool isRemoved)
    {
        var token = (await _scene.UserTokensAsync("openid notes.read")).Text("access_token");
        End(Scene.Device, isRemoved);

        var result = await _scene.Server.UserInfo.HandleAsync(_scene.Test.Request("", "Bearer " + token), TestContext.Current.CancellationToken);

        Assert.Equal("invalid_token", Assert.IsType<FailureResult>(result).Error.Code);
    }

    private Task<bool> IsActiveAsync(string token) => _scene.IsActiveAsync(Scene.Api, token);

    private void End(string clientId, bool isRemoved)
    {
        if (isRemoved)
            _scene.Test.Clients.RemoveAll(client => client.ClientId == clientId);
        else
            _scene.Change(clientId, client => client with { IsDisabled = true });
    }
}
