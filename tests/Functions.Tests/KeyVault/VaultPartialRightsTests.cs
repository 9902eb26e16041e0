using System.Net;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tests.Devices;
using Tollgate.TestKit.Http;
using static Tollgate.Functions.Tests.Devices.DeviceRequests;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>The vault grants rights for each key. A missing right on one key does not affect other algorithms, even on a cold instance.</summary>
public sealed class VaultPartialRightsTests : IAsyncLifetime
{
    private const string Rs = "signing-rs256";
    private SigningScene _scene = null!;
    private string _rsaClient = null!;
    private string _es = null!;
    private string _alices = null!;
    private string _rs = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await SigningScene.StartAsync(SigningMode.Vault, "ES256", "RS256");
        var warm = await _scene.InstanceAsync();
        _rsaClient = await warm.Server.NewClientAsync(client => client with { AccessTokenSignedResponseAlg = SigningAlgorithms.RS256 }, "demo-service");
        (_es, _alices, _rs) = (await warm.TokenAsync(), await warm.AlicesTokenAsync(), await warm.TokenAsync(_rsaClient));
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("versions")]
    [InlineData("get")]
    public async Task A_key_that_a_cold_instance_may_not_read_leaves_the_other_algorithm_in_use(string operation)
    {
        var cold = await ColdAsync(operation);

        Assert.True(await cold.IsActiveAsync(_es));
        Assert.Equal(HttpStatusCode.OK, (await cold.UserInfoAsync(_alices)).Status);
        Assert.True(await cold.IsActiveAsync(await cold.TokenAsync()));
        var (kids, maxAge) = await cold.JwksAsync();
        Assert.Equal((SigningInstance.KidOf(_es), TimeSpan.Zero), (Assert.Single(kids), maxAge));
        Assert.Contains(Rs, Assert.Single(cold.Errors).Message);
    }

    /// <summary>The answer "inactive" would be final, although the token is valid.</summary>
    [Fact]
    public async Task No_answer_says_that_a_token_with_an_unreadable_key_is_invalid()
    {
        var cold = await ColdAsync("versions");

        SigningInstance.CannotSign(await IntrospectAsync(cold, _rs));
        SigningInstance.CannotSign(await cold.AskAsync(_rsaClient));

        _scene.Vault.Faults.Clear();
        Assert.True(await cold.IsActiveAsync(await cold.TokenAsync(_rsaClient)));
        Assert.True(await cold.IsActiveAsync(_rs));
        Assert.Equal(_scene.Schedule.MaxAge, (await cold.JwksAsync()).MaxAge);
    }

    [Fact]
    public async Task An_unreadable_key_is_read_again_after_ten_seconds_and_not_at_every_request()
    {
        var cold = await ColdAsync("versions");
        for (var i = 0; i < 3; i++)
            Assert.True(await cold.IsActiveAsync(_es));
        Assert.Equal(1, Refused());

        _scene.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(await cold.IsActiveAsync(_es));
        Assert.Equal(2, Refused());

        _scene.Vault.Faults.Clear();
        _scene.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(await cold.IsActiveAsync(_rs));
    }

    [Fact]
    public async Task Without_the_right_to_read_any_key_there_is_no_JWK_Set()
    {
        _scene.Vault.Faults.Forbidden = "versions";
        var cold = await _scene.InstanceAsync();

        for (var i = 0; i < 2; i++)
        {
            using var jwks = await cold.Client.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, jwks.StatusCode);
        }

        SigningInstance.CannotSign(await IntrospectAsync(cold, _es));
    }

    private Task<SigningInstance> ColdAsync(string forbidden)
    {
        (_scene.Vault.Faults.Forbidden, _scene.Vault.Faults.ForbiddenKey) = (forbidden, Rs);
        return _scene.InstanceAsync();
    }

    private int Refused() => _scene.Vault.Requests.Count(request => request.Status == 403);

    private static Task<DeviceAnswer> IntrospectAsync(SigningInstance at, string token) =>
        at.Client.FormAsync("/introspect", $"token={token}", Basic(Service));
}
