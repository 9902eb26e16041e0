using Tollgate.Domain.Grants;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Tests.Revocation;

public sealed class RevocationEndpointTests
{
    private readonly Scene _scene = new();

    [Theory]
    [InlineData("refresh_token", "")]
    [InlineData("access_token", "")]
    [InlineData("refresh_token", "&token_type_hint=access_token")]
    [InlineData("access_token", "&token_type_hint=nonsense")]
    public async Task Either_token_of_a_grant_revokes_the_whole_grant(string which, string more)
    {
        var tokens = await _scene.UserTokensAsync();

        Assert.IsType<EmptyResult>(await _scene.RevokeAsync(Scene.Device, tokens.Text(which) + more));

        Assert.Equal(GrantState.Revoked, _scene.Stores.Grants.Values.Single().State);
        Assert.Equal("invalid_grant", await RefreshAsync(tokens.Text("refresh_token")));
        Assert.Equal("invalid_request", await _scene.ErrorAsync(Scene.Service, Scene.ExchangeOf(tokens.Text("access_token"))));
    }

    [Fact]
    public async Task A_rotated_refresh_token_revokes_the_grant_as_well()
    {
        var first = (await _scene.UserTokensAsync()).Text("refresh_token");
        var second = (await _scene.TokensAsync(Scene.Device, "grant_type=refresh_token&refresh_token=" + first)).Text("refresh_token");

        await _scene.RevokeAsync(Scene.Device, first);

        Assert.Equal("invalid_grant", await RefreshAsync(second));
    }

    [Fact]
    public async Task A_token_without_a_grant_is_revoked_alone()
    {
        var (one, other) = (await _scene.OwnTokenAsync(), await _scene.OwnTokenAsync());

        Assert.IsType<EmptyResult>(await _scene.RevokeAsync(Scene.Service, one));

        Assert.False(await _scene.IsActiveAsync(Scene.Service, one));
        Assert.True(await _scene.IsActiveAsync(Scene.Service, other));
    }

    [Fact]
    public async Task A_token_for_a_foreign_subject_is_revoked_alone()
    {
        var token = await _scene.ExchangedAsync(Scene.Service, await _scene.ForeignTokenAsync());

        await _scene.RevokeAsync(Scene.Service, token);

        Assert.False(await _scene.IsActiveAsync(Scene.Service, token));
    }

    [Fact]
    public async Task A_revocation_of_a_revoked_or_unknown_token_is_no_error()
    {
        var tokens = await _scene.UserTokensAsync();
        var (refresh, own) = (tokens.Text("refresh_token"), await _scene.OwnTokenAsync());
        foreach (var token in new[] { refresh, refresh, tokens.Text("access_token"), "garbage", "un.known", "a.b.c", "%01" })
            Assert.IsType<EmptyResult>(await _scene.RevokeAsync(Scene.Device, token));
        foreach (var token in new[] { own, own, await _scene.ForeignTokenAsync() })
            Assert.IsType<EmptyResult>(await _scene.RevokeAsync(Scene.Service, token));
    }

    [Fact]
    public async Task Tokens_of_another_client_are_refused_and_stay_valid()
    {
        var tokens = await _scene.UserTokensAsync();
        var own = await _scene.OwnTokenAsync();

        Assert.Equal("unauthorized_client", await ErrorAsync(Scene.Relay, tokens.Text("refresh_token")));
        Assert.Equal("unauthorized_client", await ErrorAsync(Scene.Relay, tokens.Text("access_token")));
        Assert.Equal("unauthorized_client", await ErrorAsync(Scene.Relay, own));

        Assert.Null(await RefreshAsync(tokens.Text("refresh_token")));
        Assert.True(await _scene.IsActiveAsync(Scene.Service, own));
    }

    [Fact]
    public async Task A_forged_handle_with_a_known_grant_id_revokes_nothing()
    {
        var refresh = (await _scene.UserTokensAsync()).Text("refresh_token");
        var id = refresh.Split('.')[0];

        Assert.IsType<EmptyResult>(await _scene.RevokeAsync(Scene.Device, id + "." + new string('A', 43)));
        Assert.IsType<EmptyResult>(await _scene.RevokeAsync(Scene.Relay, id + "." + new string('A', 43)));

        Assert.Null(await RefreshAsync(refresh));
    }

    [Fact]
    public async Task A_delegate_that_revokes_its_token_does_not_end_the_grant_of_another_client()
    {
        var tokens = await _scene.UserTokensAsync();
        var delegated = await _scene.ExchangedAsync(Scene.Service, tokens.Text("access_token"));

        Assert.IsType<EmptyResult>(await _scene.RevokeAsync(Scene.Service, delegated));

        Assert.False(await _scene.IsActiveAsync(Scene.Service, delegated));
        Assert.Null(await RefreshAsync(tokens.Text("refresh_token")));
    }

    [Fact]
    public async Task A_write_in_between_does_not_save_the_grant()
    {
        var refresh = (await _scene.UserTokensAsync()).Text("refresh_token");
        _scene.Stores.BeforeNextUpdate = () =>
        {
            var grant = _scene.Stores.Grants.Values.Single();
            _scene.Stores.Grants[grant.Id] = grant with { Version = "somebody else's" };
        };

        await _scene.RevokeAsync(Scene.Device, refresh);

        Assert.Equal("invalid_grant", await RefreshAsync(refresh));
    }

    [Fact]
    public async Task A_missing_token_or_a_client_that_does_not_authenticate_is_refused()
    {
        Assert.Equal("invalid_request", await ErrorAsync(Scene.Service, ""));
        Assert.Equal("invalid_client", Assert.IsType<FailureResult>(await _scene.Server.Revocation.HandleAsync(
            _scene.Test.Request("token=x&client_id=" + Scene.Service), TestContext.Current.CancellationToken)).Error.Code);
    }

    private async Task<string> ErrorAsync(string clientId, string token) =>
        Assert.IsType<FailureResult>(await _scene.RevokeAsync(clientId, token)).Error.Code;

    /// <summary>Returns the error of a refresh. Null means that the refresh succeeded.</summary>
    private async Task<string?> RefreshAsync(string token) =>
        (await _scene.AskAsync(Scene.Device, "grant_type=refresh_token&refresh_token=" + token) as FailureResult)?.Error.Code;
}
