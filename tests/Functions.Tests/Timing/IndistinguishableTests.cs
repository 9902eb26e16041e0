using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Events;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tests.Budget;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Timing;

/// <summary>
/// A refusal does not reveal whether a client or user exists: it has the same octets, the same requests to the tables, and the same hashes. <see
/// cref="TimingTests"/> measures the duration.
/// </summary>
public sealed class IndistinguishableTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private CountedHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await CountedHost.StartAsync(azurite);
        // After this request, the server knows the workspace.
        await _host.Client.DemoTokenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
    }

    [Fact]
    public async Task An_unknown_client_and_a_wrong_secret_get_the_same_answer_at_the_same_cost()
    {
        // The server has not seen either client yet, as in most attempts of an attacker.
        var known = await _host.Server.NewClientAsync(client => client, "demo-web");
        var unknown = $"client-{Guid.NewGuid():n}";
        var answers = new Dictionary<string, Answer>();
        foreach (var id in new[] { known, unknown })
        {
            Assert.Equal(["read clients"], await _host.CountAsync(async () => answers[id] = await WrongSecretAsync(id)));
            Assert.Empty(await _host.CountAsync(() => WrongSecretAsync(id)));
        }

        AssertSame(answers[known], answers[unknown]);
        Assert.Contains("invalid_client", answers[known].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_user_and_a_wrong_password_get_the_same_answer_at_the_same_cost()
    {
        await WrongPasswordAsync("alice");
        var (known, unknown) = (await _host.Server.NewUserAsync(), $"user-{Guid.NewGuid():n}");
        var (answers, costs) = (new Dictionary<string, Answer>(), new Dictionary<string, string[]>());
        foreach (var name in new[] { known, unknown })
            costs[name] = await _host.CountAsync(async () => answers[name] = await WrongPasswordAsync(name));

        Assert.NotEmpty(costs[known]);
        Assert.Equal(costs[known], costs[unknown]);
        AssertSame(answers[known], answers[unknown]);
        Assert.Contains("invalid_grant", answers[known].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_user_and_a_wrong_password_cost_one_hash_each()
    {
        var (hasher, services) = (new CountingHasher(), _host.Server.Services);
        var throttle = new SignInThrottle(services.GetRequiredService<IAttemptStore>(), TimeProvider.System, new Randomness());
        var users = new UserAuthenticator(
            services.GetRequiredService<IUserStore>(), hasher, throttle, services.GetRequiredService<IBrowserStore>(), EventListeners.None,
            TimeProvider.System);
        var workspace = services.GetRequiredService<TollgateSettings>().UsualWorkspace(Workspace.DefaultName);
        // The server makes the hash for unknown users once, before the measurement.
        await AttemptAsync($"user-{Guid.NewGuid():n}");
        foreach (var name in new[] { await _host.Server.NewUserAsync(), $"user-{Guid.NewGuid():n}", $"user-{Guid.NewGuid():n}" })
        {
            hasher.Count = 0;
            Assert.Null((await AttemptAsync(name)).Subject);
            Assert.Equal(1, hasher.Count);
        }

        ValueTask<AuthenticationOutcome> AttemptAsync(string name) => users.AuthenticateAsync(workspace, name, "wrong", $"{Guid.NewGuid()}", null, default);
    }

    private async Task<Answer> WrongSecretAsync(string clientId)
    {
        using var response = await _host.Client.PostTokenAsync("grant_type=client_credentials", $"{clientId}:a-wrong-secret");
        return await Answer.ReadAsync(response);
    }

    private async Task<Answer> WrongPasswordAsync(string username)
    {
        using var response = await _host.Client.PostTokenAsync($"grant_type=password&username={username}&password=wrong", Requests.Legacy);
        return await Answer.ReadAsync(response);
    }

    private static void AssertSame(Answer one, Answer other)
    {
        Assert.Equal((one.Status, one.Body), (other.Status, other.Body));
        Assert.Equal(one.Headers.Where(header => header.Key != "Date").OrderBy(header => header.Key), other.Headers.Where(header => header.Key != "Date")
            .OrderBy(header => header.Key));
    }

    private sealed class CountingHasher : IPasswordHasher
    {
        private readonly FrameworkPasswordHasher _hasher = new();

        public int Count { get; set; }

        public string Hash(string password)
        {
            Count++;
            return _hasher.Hash(password);
        }

        public PasswordVerdict Verify(string hash, string password)
        {
            Count++;
            return _hasher.Verify(hash, password);
        }
    }
}
