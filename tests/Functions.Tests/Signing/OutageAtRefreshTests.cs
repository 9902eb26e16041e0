using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>In both modes, an outage of the vault signs no user out, even if it lasts longer than the grace of refresh tokens.</summary>
public sealed class OutageAtRefreshTests
{
    private const string PasswordGrant = "grant_type=password&username=alice&password=wonderland&scope=openid%20offline_access";

    [Theory]
    [InlineData("vault", 35)]
    [InlineData("vault", 600)]
    [InlineData("wrapped", 35)]
    [InlineData("wrapped", 600)]
    public async Task A_client_that_tries_again_ends_with_working_tokens(string mode, int seconds)
    {
        await using var scene = mode == "vault" ? null : await WrappedScene.StartAsync();
        await using var direct = mode == "vault" ? await VaultOverHttp.StartAsync("ES256") : null;
        var (vault, clock) = (scene?.Vault ?? direct!.Server, scene?.Time ?? direct!.Time);
        var keys = new ReplaceableKeys { Keys = Cold(scene, direct) };
        await using var host = await TestHost.StartAsync(register: services => services.AddSingleton<IKeyRings>(keys).AddSingleton<TimeProvider>(clock));
        var client = host.Client;
        var token = (await client.TokensAsync(PasswordGrant, Requests.Legacy)).Text("refresh_token");
        if (scene is not null)
            await ((WrappedSigningKeys)keys.Keys).Upkeep;

        // A cold instance is used, because wrapped keys need the vault only there.
        (keys.Keys, vault.Faults.Down) = (Cold(scene, direct), true);
        for (var waited = 0; waited < seconds; waited += seconds / 5)
        {
            Assert.Equal("temporarily_unavailable", await client.TokenErrorAsync(Requests.Refresh(token, "demo-legacy"), Requests.Legacy));
            Assert.Equal("temporarily_unavailable", await client.TokenErrorAsync(PasswordGrant, Requests.Legacy));
            clock.Advance(TimeSpan.FromSeconds(seconds / 5));
        }

        (keys.Keys, vault.Faults.Down) = (Cold(scene, direct), false);
        var tokens = await client.TokensAsync(Requests.Refresh(token, "demo-legacy"), Requests.Legacy);
        Assert.Equal(HttpStatusCode.OK, (await client.UserInfoAsync(tokens.Text("access_token"))).Status);
        await client.TokensAsync(Requests.Refresh(tokens.Text("refresh_token"), "demo-legacy"), Requests.Legacy);
    }

    private static ISigningKeys Cold(WrappedScene? scene, VaultOverHttp? direct) => scene is null ? direct!.Keys() : scene.Instance();

    /// <summary>One key ring for all workspaces. A test can replace it by the ring of another instance.</summary>
    private sealed class ReplaceableKeys : IKeyRings
    {
        public required ISigningKeys Keys { get; set; }

        public ISigningKeys Of(Workspace workspace) => Keys;
    }
}
