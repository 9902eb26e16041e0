using System.Net;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>A missing right of the app in the vault says nothing about the key. Tokens that the key signed stay valid.</summary>
public sealed class VaultRightsTests : IAsyncLifetime
{
    private const string Es = "signing-es256";
    private SigningScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await SigningScene.StartAsync(SigningMode.Vault, "ES256");

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Without_the_right_to_read_a_key_the_last_list_stays_in_use_and_one_error_gives_the_reason()
    {
        var instance = await _scene.InstanceAsync();
        await instance.TokenAsync();
        _scene.Vault.Faults.Forbidden = "versions";

        for (var hours = 1; hours < _scene.Schedule.Staleness.TotalHours; hours++)
        {
            _scene.Time.Advance(TimeSpan.FromHours(1));
            var token = await instance.TokenAsync();
            Assert.True(await instance.IsActiveAsync(token));
            Assert.Contains(SigningInstance.KidOf(token), (await instance.JwksAsync()).Kids);
        }

        _scene.Time.Advance(TimeSpan.FromHours(1));
        SigningInstance.CannotSign(await instance.AskAsync());
        var error = Assert.Single(instance.Errors).Message;
        Assert.Contains($"{Es} (403 Forbidden ForbiddenByRbac)", error);
        Assert.Contains("role Tollgate signer", error);
    }

    [Theory]
    [InlineData("versions")]
    [InlineData("get")]
    public async Task A_cold_instance_without_the_right_to_read_a_key_works_as_soon_as_it_has_it(string operation)
    {
        _scene.Vault.Faults.Forbidden = operation;
        var cold = await _scene.InstanceAsync();
        SigningInstance.CannotSign(await cold.AskAsync());
        using var jwks = await cold.Client.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, jwks.StatusCode);
        Assert.Contains(Es, Assert.Single(cold.Errors).Message);

        _scene.Vault.Faults.Clear();
        Assert.True(await cold.IsActiveAsync(await cold.TokenAsync()));
    }

    [Fact]
    public async Task A_missing_right_to_sign_is_reported_once_and_the_tokens_stay_valid()
    {
        var instance = await _scene.InstanceAsync();
        var token = await instance.TokenAsync();
        _scene.Vault.Faults.Forbidden = "sign";

        for (var times = 1; times <= 2; times++)
        {
            for (var i = 0; i < 5; i++)
            {
                SigningInstance.CannotSign(await instance.AskAsync());
                Assert.True(await instance.IsActiveAsync(token));
            }

            Assert.Equal(times, instance.Errors.Count);
            Assert.Contains("ForbiddenByRbac", instance.Errors[^1].Message);
            _scene.Vault.Faults.Forbidden = null;
            await instance.TokenAsync();
            _scene.Vault.Faults.Forbidden = "sign";
        }
    }

    /// <summary>If one of two versions is ended, one request is refused. Tokens of the other version stay valid.</summary>
    [Fact]
    public async Task A_remaining_version_signs_after_one_refusal()
    {
        var instance = await _scene.InstanceAsync();
        var old = await instance.TokenAsync();
        _scene.Time.Advance(TimeSpan.FromHours(2));
        var next = _scene.Vault.Keys.Rotate(Es);
        _scene.Time.Advance(TimeSpan.FromHours(2));
        var ended = await instance.TokenAsync();
        Assert.NotEqual(SigningInstance.KidOf(old), SigningInstance.KidOf(ended));
        _scene.Vault.Keys.Disable(Es, next.Version);

        SigningInstance.CannotSign(await instance.AskAsync());
        Assert.Equal(SigningInstance.KidOf(old), SigningInstance.KidOf(await instance.TokenAsync()));
        Assert.False(await instance.IsActiveAsync(ended));
        Assert.Equal(_scene.Schedule.MaxAge, (await instance.JwksAsync()).MaxAge);
    }
}
