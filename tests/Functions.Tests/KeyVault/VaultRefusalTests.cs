using System.Net;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>
/// An operator disables or deletes a key in the vault. Every instance then removes the key and refuses its tokens, with or without further requests.
/// </summary>
public sealed class VaultRefusalTests : IAsyncLifetime
{
    private const string Es = "signing-es256";
    private const string Rs = "signing-rs256";
    private SigningScene _scene = null!;

    public enum End
    {
        Disabled,
        Deleted,
        DeletedAndItsListRefused,
    }

    public async ValueTask InitializeAsync() => _scene = await SigningScene.StartAsync(SigningMode.Vault, "ES256", "RS256");

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData(End.Disabled, true)]
    [InlineData(End.Disabled, false)]
    [InlineData(End.Deleted, true)]
    [InlineData(End.Deleted, false)]
    [InlineData(End.DeletedAndItsListRefused, true)]
    [InlineData(End.DeletedAndItsListRefused, false)]
    public async Task An_ended_key_is_removed_and_its_tokens_are_refused_within_five_minutes(End end, bool isIdle)
    {
        var instance = await _scene.InstanceAsync();
        var (token, alices) = (await instance.TokenAsync(), await instance.AlicesTokenAsync());
        Assert.Equal(HttpStatusCode.OK, (await instance.UserInfoAsync(alices)).Status);
        Assert.True(await instance.IsActiveAsync(token));
        Assert.Equal(HttpStatusCode.OK, (await instance.ExchangeAsync(alices)).Status);

        EndKey(end);
        _scene.Time.Advance(isIdle ? SigningScene.Promise : _scene.Schedule.Refresh);
        // The client continues to send requests, so the server reads the list in the background and no request waits.
        if (!isIdle)
            await Eventually.TrueAsync(async () => !(await instance.JwksAsync()).Kids.Contains(SigningInstance.KidOf(token)));

        var userInfo = await instance.UserInfoAsync(alices);
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_token"), (userInfo.Status, userInfo.Error));
        var exchanged = await instance.ExchangeAsync(alices);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (exchanged.Status, exchanged.Error));
        await instance.IsGoneAsync(token);
        Assert.Contains(Es, Assert.Single(instance.Errors).Message);
    }

    /// <summary>After a refused signature the server removes the key at once. It does not wait for five minutes.</summary>
    [Theory]
    [InlineData(End.Disabled)]
    [InlineData(End.Deleted)]
    public async Task The_first_refused_signature_removes_the_key(End end)
    {
        var instance = await _scene.InstanceAsync();
        var token = await instance.TokenAsync();
        EndKey(end);

        SigningInstance.CannotSign(await instance.AskAsync());
        await instance.IsGoneAsync(token);
        SigningInstance.CannotSign(await instance.AskAsync());
        Assert.Contains(Es, Assert.Single(instance.Errors).Message);
    }

    [Fact]
    public async Task The_error_in_the_log_names_the_reason_of_the_vault_and_comes_once_for_each_end()
    {
        var instance = await _scene.InstanceAsync();
        await instance.TokenAsync();
        for (var times = 1; times <= 2; times++)
        {
            EndKey(End.Disabled);
            SigningInstance.CannotSign(await instance.AskAsync());
            for (var i = 0; i < 10; i++)
            {
                _scene.Time.Advance(SigningScene.Promise);
                SigningInstance.CannotSign(await instance.AskAsync());
            }

            Assert.Equal(times, instance.Errors.Count);
            Assert.Contains("KeyDisabled", instance.Errors[^1].Message);
            await EnableAsync(instance);
        }
    }

    [Fact]
    public async Task A_key_that_is_enabled_again_signs_and_its_tokens_are_accepted_again()
    {
        var instance = await _scene.InstanceAsync();
        var token = await instance.TokenAsync();
        EndKey(End.Disabled);
        SigningInstance.CannotSign(await instance.AskAsync());
        await instance.IsGoneAsync(token);

        await EnableAsync(instance);

        Assert.True(await instance.IsActiveAsync(token));
        var (kids, maxAge) = await instance.JwksAsync();
        Assert.Contains(SigningInstance.KidOf(token), kids);
        Assert.Equal(_scene.Schedule.MaxAge, maxAge);
    }

    [Fact]
    public async Task A_key_that_is_recovered_signs_again()
    {
        var instance = await _scene.InstanceAsync();
        await instance.TokenAsync();
        EndKey(End.DeletedAndItsListRefused);
        SigningInstance.CannotSign(await instance.AskAsync());

        _scene.Vault.Keys.Recover(Es);
        _scene.Time.Advance(SigningScene.Promise);

        await instance.TokenAsync();
    }

    [Theory]
    [InlineData(End.Disabled)]
    [InlineData(End.Deleted)]
    [InlineData(End.DeletedAndItsListRefused)]
    public async Task The_other_algorithm_goes_on(End end)
    {
        var instance = await _scene.InstanceAsync();
        var rsa = await instance.Server.NewClientAsync(client => client with { AccessTokenSignedResponseAlg = SigningAlgorithms.RS256 }, "demo-service");
        var (es, rs) = (await instance.TokenAsync(), await instance.TokenAsync(rsa));
        EndKey(end);
        _scene.Time.Advance(SigningScene.Promise);

        await instance.IsGoneAsync(es);
        Assert.True(await instance.IsActiveAsync(rs));
        Assert.True(await instance.IsActiveAsync(await instance.TokenAsync(rsa)));
        Assert.Equal([SigningInstance.KidOf(rs)], (await instance.JwksAsync()).Kids);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_end_of_a_key_does_not_affect_a_workspace_with_other_keys(bool isOwn)
    {
        _scene.Vault.Keys.CreateRsa($"{Rs}-shop");
        var instance = await _scene.InstanceAsync();
        var (below, workspace) = await _scene.OwnKeysAsync(instance, "shop");
        var (shared, own) = (await instance.TokenAsync(), await instance.TokenAsync(below: below));
        _scene.Vault.Keys.Enable(isOwn ? $"{Es}-shop" : Es, isEnabled: false);
        _scene.Time.Advance(SigningScene.Promise);

        if (isOwn)
            await instance.IsGoneAsync(own, below, workspace);
        else
            await instance.IsGoneAsync(shared);
        Assert.NotEqual(isOwn, await instance.IsActiveAsync(own, below));
        Assert.Equal(isOwn, await instance.IsActiveAsync(shared));
        await (isOwn ? instance.TokenAsync() : instance.TokenAsync(below: below));
        Assert.Contains(isOwn ? $"{Es}-shop" : Es, Assert.Single(instance.Errors).Message);
    }

    [Theory]
    [InlineData(End.Disabled)]
    [InlineData(End.Deleted)]
    [InlineData(End.DeletedAndItsListRefused)]
    public async Task A_cold_instance_has_a_JWK_Set_without_the_key_and_no_token(End end)
    {
        var token = await (await _scene.InstanceAsync()).TokenAsync();
        EndKey(end);

        var cold = await _scene.InstanceAsync();
        await cold.IsGoneAsync(token);
        SigningInstance.CannotSign(await cold.AskAsync());
        Assert.Single((await cold.JwksAsync()).Kids);
        Assert.Contains(Es, Assert.Single(cold.Errors).Message);
    }

    /// <summary>At start the key may be missing without an error in the log, because it may belong to a mode that is published but does not sign.</summary>
    [Fact]
    public async Task A_missing_key_that_never_signed_is_reported_at_the_first_token_request()
    {
        EndKey(End.Deleted);
        var instance = await _scene.InstanceAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Single((await instance.JwksAsync()).Kids);
            _scene.Time.Advance(SigningScene.Promise);
        }

        Assert.Empty(instance.Errors);
        SigningInstance.CannotSign(await instance.AskAsync());
        Assert.Contains(Es, Assert.Single(instance.Errors).Message);
    }

    [Fact]
    public async Task An_expired_key_does_not_sign_and_its_tokens_stay_valid()
    {
        var instance = await _scene.InstanceAsync();
        var token = await instance.TokenAsync();
        _scene.Vault.Keys.Expire(Es, _scene.Time.GetUtcNow());
        _scene.Time.Advance(SigningScene.Promise);

        SigningInstance.CannotSign(await instance.AskAsync());
        Assert.True(await instance.IsActiveAsync(token));
        Assert.Equal(TimeSpan.Zero, (await instance.JwksAsync()).MaxAge);
        Assert.Contains(Es, Assert.Single(instance.Errors).Message);
    }

    private void EndKey(End end)
    {
        _scene.Vault.Keys.UnknownListsNothing = end != End.DeletedAndItsListRefused;
        if (end == End.Disabled)
            _scene.Vault.Keys.Enable(Es, isEnabled: false);
        else
            _scene.Vault.Keys.Delete(Es);
    }

    private async Task EnableAsync(SigningInstance instance)
    {
        _scene.Vault.Keys.Enable(Es, isEnabled: true);
        _scene.Time.Advance(SigningScene.Promise);
        await instance.TokenAsync();
    }
}
