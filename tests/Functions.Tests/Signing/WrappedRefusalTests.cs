using System.Net;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Signing;
using Tollgate.Functions.Tests.KeyVault;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>
/// In wrapped mode the vault's key signs nothing. Without it no key can be created or opened, but open keys continue to sign. Only a revocation ends a
/// key.
/// </summary>
public sealed class WrappedRefusalTests : IAsyncLifetime
{
    private SigningScene _scene = null!;

    public enum End
    {
        Disabled,
        Deleted,
    }

    public async ValueTask InitializeAsync() => _scene = await SigningScene.StartAsync(SigningMode.Wrapped, "ES256");

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData(End.Disabled)]
    [InlineData(End.Deleted)]
    public async Task A_warm_instance_signs_on_without_the_wrapping_key(End end)
    {
        var instance = await WarmAsync();
        var kid = SigningInstance.KidOf(await instance.TokenAsync());
        EndWrapKey(end);

        for (var day = 0; day < 10; day++)
        {
            _scene.Time.Advance(TimeSpan.FromDays(1));
            var token = await instance.TokenAsync();
            Assert.True(await instance.IsActiveAsync(token));
            Assert.Equal(kid, SigningInstance.KidOf(token));
        }

        var (kids, maxAge) = await instance.JwksAsync();
        Assert.Equal((kid, _scene.Schedule.MaxAge), (Assert.Single(kids), maxAge));
        Assert.Empty(instance.Errors);
    }

    [Theory]
    [InlineData(End.Disabled, "KeyDisabled")]
    [InlineData(End.Deleted, "KeyNotFound")]
    public async Task A_cold_instance_verifies_and_publishes_and_cannot_sign_until_the_key_is_back(End end, string code)
    {
        var warm = await WarmAsync();
        var (token, alices) = (await warm.TokenAsync(), await warm.AlicesTokenAsync());
        EndWrapKey(end);

        var cold = await _scene.InstanceAsync();
        for (var i = 0; i < 3; i++)
            SigningInstance.CannotSign(await cold.AskAsync());
        var (kids, maxAge) = await cold.JwksAsync();
        Assert.Equal((SigningInstance.KidOf(token), _scene.Schedule.MaxAge), (Assert.Single(kids), maxAge));
        Assert.True(await cold.IsActiveAsync(token));
        Assert.Equal(HttpStatusCode.OK, (await cold.UserInfoAsync(alices)).Status);
        await warm.TokenAsync();

        await _scene.UpkeepAsync();
        await cold.JwksAsync();
        var error = Assert.Single(cold.Errors).Message;
        Assert.Contains("key wrap", error);
        Assert.Contains(code, error);

        BringBack(end);
        Assert.True(await warm.IsActiveAsync(await cold.TokenAsync()));
    }

    [Theory]
    [InlineData(End.Disabled)]
    [InlineData(End.Deleted)]
    public async Task When_the_next_key_is_due_and_cannot_be_made_the_old_key_signs_on_and_one_error_says_so(End end)
    {
        var instance = await WarmAsync();
        var kid = SigningInstance.KidOf(await instance.TokenAsync());
        EndWrapKey(end);

        _scene.Time.Advance(_scene.Schedule.RotateAfter);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(kid, SigningInstance.KidOf(await instance.TokenAsync()));
            await _scene.UpkeepAsync();
            _scene.Time.Advance(SigningScene.Promise);
        }

        Assert.Equal([kid], (await instance.JwksAsync()).Kids);
        Assert.Contains("key wrap", Assert.Single(instance.Errors).Message);

        BringBack(end);
        _scene.Time.Advance(SigningScene.Promise);
        await instance.TokenAsync();
        await _scene.UpkeepAsync();
        _scene.Time.Advance(SigningScene.Promise);
        Assert.Equal(2, (await instance.JwksAsync()).Kids.Length);
    }

    /// <summary>The instance that reported the first loss has not sealed a key since then.</summary>
    [Fact]
    public async Task A_second_loss_of_the_wrapping_key_is_reported_although_another_instance_made_the_next_key()
    {
        var one = await WarmAsync();
        EndWrapKey(End.Disabled);
        await NextIsDueAsync(one);
        Assert.Single(one.Errors);

        BringBack(End.Disabled);
        await WarmAsync();
        Assert.Equal(2, (await new EpochKeyTable(_scene.Tables).ListAsync(EpochKeyTable.SharedRing, default)).Count);
        _scene.Time.Advance(SigningScene.Promise);
        await one.TokenAsync();
        await _scene.UpkeepAsync();

        EndWrapKey(End.Disabled);
        await NextIsDueAsync(one);
        Assert.Equal(2, one.Errors.Count);
    }

    [Theory]
    [InlineData(End.Disabled)]
    [InlineData(End.Deleted)]
    public async Task The_very_first_key_cannot_be_made_and_is_made_once_the_key_is_back(End end)
    {
        EndWrapKey(end);
        var instance = await _scene.InstanceAsync();
        SigningInstance.CannotSign(await instance.AskAsync());
        var (kids, maxAge) = await instance.JwksAsync();
        Assert.Empty(kids);
        Assert.Equal(TimeSpan.Zero, maxAge);
        Assert.Contains("key wrap", Assert.Single(instance.Errors).Message);

        BringBack(end);
        _scene.Time.Advance(SigningScene.Promise);
        Assert.True(await instance.IsActiveAsync(await instance.TokenAsync()));
    }

    /// <summary>No instance can open a key that the lost key wrapped. Every instance can open a key that the new key wrapped.</summary>
    [Fact]
    public async Task After_the_wrapping_key_was_made_anew_the_next_key_signs_on_every_instance()
    {
        var living = await WarmAsync();
        EndWrapKey(End.Deleted);
        _scene.Vault.Keys.CreateRsa(KeyEnvelope.KeyName);
        var cold = await _scene.InstanceAsync();
        SigningInstance.CannotSign(await cold.AskAsync());

        var table = new EpochKeyTable(_scene.Tables);
        var key = Assert.Single(await table.ListAsync(EpochKeyTable.SharedRing, default));
        Assert.True(await table.TryUpdateAsync(await _scene.Seals.SealAsync(key with { RotateAt = _scene.Time.GetUtcNow(), IsDated = true }, default),
            default));
        for (var minutes = 0; minutes < 90; minutes += 5)
        {
            _scene.Time.Advance(SigningScene.Promise);
            await living.TokenAsync();
            await _scene.UpkeepAsync();
        }

        Assert.True(await cold.IsActiveAsync(await living.TokenAsync()));
        Assert.True(await living.IsActiveAsync(await cold.TokenAsync()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_revoked_key_is_gone_and_refused_within_five_minutes_on_every_instance(bool isWrapKeyEnded)
    {
        var (one, two) = (await WarmAsync(), await WarmAsync());
        var (token, alices) = (await one.TokenAsync(), await two.AlicesTokenAsync());
        Assert.Equal(SigningInstance.KidOf(token), SigningInstance.KidOf(alices));
        if (isWrapKeyEnded)
            EndWrapKey(End.Disabled);

        await RevokeAsync(EpochKeyTable.SharedRing);
        _scene.Time.Advance(SigningScene.Promise);

        foreach (var instance in new[] { one, two, await _scene.InstanceAsync() })
        {
            Assert.False(await instance.IsActiveAsync(token));
            var userInfo = await instance.UserInfoAsync(alices);
            Assert.Equal((HttpStatusCode.Unauthorized, "invalid_token"), (userInfo.Status, userInfo.Error));
            Assert.DoesNotContain(SigningInstance.KidOf(token), (await instance.JwksAsync()).Kids);
            if (isWrapKeyEnded)
                await instance.IsGoneAsync(token);
            else
                Assert.True(await one.IsActiveAsync(await instance.TokenAsync()));
        }
    }

    [Fact]
    public async Task The_revocation_of_a_workspaces_key_does_not_affect_other_workspaces()
    {
        var instance = await WarmAsync();
        var (below, workspace) = await _scene.OwnKeysAsync(instance, "shop");
        var (shared, own) = (await instance.TokenAsync(), await instance.TokenAsync(below: below));

        await RevokeAsync("shop");
        _scene.Time.Advance(SigningScene.Promise);

        Assert.False(await instance.IsActiveAsync(own, below));
        Assert.DoesNotContain(SigningInstance.KidOf(own), (await instance.JwksAsync(workspace)).Kids);
        Assert.True(await instance.IsActiveAsync(shared));
        Assert.Equal(SigningInstance.KidOf(shared), SigningInstance.KidOf(await instance.TokenAsync()));
    }

    /// <summary>Advances the clock until the next key is due. The instance tries to create the key and reports the result.</summary>
    private async Task NextIsDueAsync(SigningInstance instance)
    {
        _scene.Time.Advance(_scene.Schedule.RotateAfter + SigningScene.Promise);
        await instance.TokenAsync();
        await _scene.UpkeepAsync();
        await instance.TokenAsync();
    }

    private async Task<SigningInstance> WarmAsync()
    {
        var instance = await _scene.InstanceAsync();
        await instance.TokenAsync();
        await _scene.UpkeepAsync();
        return instance;
    }

    /// <summary>Revokes a key as <c>key revoke</c> does.</summary>
    private async Task RevokeAsync(string ring)
    {
        var table = new EpochKeyTable(_scene.Tables);
        var key = Assert.Single(await table.ListAsync(ring, default));
        Assert.True(await table.TryUpdateAsync(await _scene.Seals.SealAsync(key with { IsRevoked = true, IsDated = true }, default), default));
    }

    private void EndWrapKey(End end)
    {
        if (end == End.Disabled)
            _scene.Vault.Keys.Enable(KeyEnvelope.KeyName, isEnabled: false);
        else
            _scene.Vault.Keys.Delete(KeyEnvelope.KeyName);
    }

    private void BringBack(End end)
    {
        if (end == End.Disabled)
            _scene.Vault.Keys.Enable(KeyEnvelope.KeyName, isEnabled: true);
        else
            _scene.Vault.Keys.Recover(KeyEnvelope.KeyName);
    }
}
