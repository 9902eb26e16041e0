using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sealing;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Signing;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>
/// Two instances share one file during rotations, and clients send parallel requests all the time. Each client keeps the JWK Set exactly as long as its
/// max-age allows. No client receives a token that it cannot verify.
/// </summary>
public sealed class RotationUnderLoadTests : IAsyncLifetime
{
    private const int Clients = 8;
    private const int TokensAStep = 6;
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = TestClock.New();
    private WrappedScene _scene = null!;

    public async ValueTask InitializeAsync()
    {
        var tables = TableEngine.File(_folder.PathOf("tables.db"), _time);
        _scene = await WrappedScene.StartAsync(tables, time: _time, schedule: new KeySchedule { RotateAfter = TimeSpan.FromHours(4) });
        foreach (var name in TableNames.All)
            await tables.CreateTableIfNotExistsAsync(name);
        await tables.RegisterClientAsync(Workspace.DefaultName, new Client("load")
        {
            GrantTypes = [GrantTypes.ClientCredentials],
            Secrets = [ClientSecret.Of("load-secret", _time.GetUtcNow())],
            CreatedAt = _time.GetUtcNow(),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _scene.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task No_client_meets_a_token_that_it_cannot_verify()
    {
        await using var one = await HostAsync();
        await using var two = await HostAsync();
        Uri[] instances = [one.Address, two.Address];
        using var ended = new CancellationTokenSource();
        var (kids, verified) = (new ConcurrentDictionary<string, int>(), new SemaphoreSlim(0));
        var clients = Enumerable.Range(0, Clients).Select(i => Task.Run(async () =>
        {
            var random = new Random(i);
            using var client = new LoadClient(instances, _time);
            while (!ended.IsCancellationRequested)
            {
                var kid = await client.AskAndVerifyAsync(random);
                kids.AddOrUpdate(kid, 1, (_, count) => count + 1);
                verified.Release();
            }
        })).ToList();

        var until = _time.GetUtcNow().AddHours(11);
        while (_time.GetUtcNow() < until)
        {
            for (var i = 0; i < TokensAStep; i++)
                await Task.WhenAny([verified.WaitAsync(), .. clients.Where(client => client.IsFaulted)]);
            await Task.WhenAll(clients.Where(client => client.IsFaulted));
            _time.Advance(Step);
        }

        await ended.CancelAsync();
        await Task.WhenAll(clients);
        Assert.InRange(kids.Count, 3, 4);
        TestContext.Current.SendDiagnosticMessage($"tokens by key: {string.Join(", ", kids.Values)}");
        verified.Dispose();
    }

    private Task<TestHost> HostAsync() => TestHost.StartAsync(
        options => (options with { Demo = false })
            .Set("Issuer", "https://auth.example").Set("Signing:Mode", "wrapped").Set("KeyVault:Uri", _scene.Vault.Uri.AbsoluteUri),
        services => services
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(_scene.Schedule)
            .AddSingleton(_scene.WayToVault().Client)
            .AddSingleton<ISealingRoots>(_scene.Roots)
            .AddSingleton(TableEngine.File(_folder.PathOf("tables.db"), _time)));

    /// <summary>A client that keeps the JWK Set as RFC 9111 says: while it is fresh. The age counts from the time just before the request.</summary>
    private sealed class LoadClient(Uri[] instances, TimeProvider time) : IDisposable
    {
        private readonly HttpClient _http = new();
        private Dictionary<string, JsonElement> _keys = [];
        private DateTimeOffset _freshUntil = DateTimeOffset.MinValue;

        public async Task<string> AskAndVerifyAsync(Random random)
        {
            var askedAt = time.GetUtcNow();
            using var response = await _http.PostTokenAsync(
                "grant_type=client_credentials", "load:load-secret", new Uri(instances[random.Next(instances.Length)], "/token").AbsoluteUri);
            var answer = await response.JsonAsync();
            // If the clock jumped during the request, the server measures this jump as the vault's answer time, and gives up.
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable && time.GetUtcNow() - askedAt >= VaultClient.Patience)
                return await AskAndVerifyAsync(random);
            Assert.True(response.StatusCode == HttpStatusCode.OK, answer.GetRawText());
            var parts = answer.GetProperty("access_token").GetString()!.Split('.');
            var kid = JsonElement.Parse(Base64Url.DecodeFromChars(parts[0])).GetProperty("kid").GetString()!;
            if (time.GetUtcNow() >= _freshUntil)
                await FetchAsync(instances[random.Next(instances.Length)]);
            Assert.True(_keys.TryGetValue(kid, out var key), $"{kid} at {time.GetUtcNow():s} is not in a set that is fresh until {_freshUntil:s}");
            Assert.True(JsonWebKeyVerifier.Verifies(key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2])));
            return kid;
        }

        public void Dispose() => _http.Dispose();

        private async Task FetchAsync(Uri instance)
        {
            var askedAt = time.GetUtcNow();
            using var response = await _http.GetAsync(new Uri(instance, "/.well-known/jwks.json"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            _keys = (await response.JsonAsync()).GetProperty("keys").EnumerateArray().ToDictionary(key => key.GetProperty("kid").GetString()!);
            _freshUntil = askedAt + (response.Headers.CacheControl?.MaxAge ?? TimeSpan.Zero);
        }
    }
}
