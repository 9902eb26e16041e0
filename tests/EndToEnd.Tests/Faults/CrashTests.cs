using System.Diagnostics;
using Azure.Data.Tables;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Faults;

/// <summary>
/// A process is killed at any point of its work and started again, many times. Clients repeat each request that got no answer. A refresh
/// then continues the grant. A code that was being redeemed is good or is refused. After a refusal its grant is no longer active.
/// </summary>
[RunsOnWorker]
public sealed class CrashTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Seed = 20260302;
    private const int Clients = 6;

    /// <summary>The number of requests that begin before the process is killed.</summary>
    private const int RequestsPerLife = 12;

    private static readonly int Requests = Effort.Of(60, 500);

    private readonly TemporaryFolder _keys = new();
    private readonly Uri _address = new($"http://127.0.0.1:{FreePort.Take()}");
    private readonly Random _random = new(Seed);
    private readonly Lock _gate = new();
    private ServerProcess? _host;
    private string? _tables;
    private LocalHostUser? _user;
    private TaskCompletionSource _alive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _begun;
    private int _deaths;
    private int _refused;
    private int _late;
    private int _lost;
    private int _orphans;

    private string Tables => _tables ??= azurite.Server.NewAccount();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (await NodePackages.WhyMissingAsync() is not null)
            return;
        await StartAsync();
        _user = await LocalHostUser.SignInAsync(_address, "demo-spa", CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _user?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        _keys.Dispose();
    }

    [Fact]
    public async Task Clients_go_on_after_a_crash_or_are_refused_safely()
    {
        _ = azurite.Server;
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(WorkAsync)));
        }
        finally
        {
            Report();
        }

        Assert.True(_deaths >= Requests / RequestsPerLife / 2, $"Only {_deaths} deaths.");
    }

    private void Report() => TestContext.Current.SendDiagnosticMessage(
        $"Crashes: {_deaths} in {_begun} redemptions and refreshes, seed {Seed}; "
        + $"{_refused} codes refused because nobody could tell whether they had been used, "
        + $"{_late} refreshes past the grace, {_lost} grants lost, {_orphans} refused codes still alive.");

    private async Task WorkAsync()
    {
        using var http = new HttpClient { BaseAddress = _address };
        var client = new OAuthClient(http);
        while (Volatile.Read(ref _begun) < Requests)
        {
            var tokens = await SignInAsync(client);
            for (var i = 0; i < 3; i++)
                tokens = await RefreshAsync(client, tokens.RefreshToken);
            // The grant is still active after the crashes.
            var status = await UntilAnsweredAsync(() => client.UserInfoAsync(tokens.AccessToken, Token));
            CountIf(status != System.Net.HttpStatusCode.OK, ref _lost);
            Assert.Equal(System.Net.HttpStatusCode.OK, status);
        }
    }

    private async Task<OAuthAnswer> SignInAsync(OAuthClient client)
    {
        while (true)
        {
            var code = await UntilAnsweredAsync(() => _user!.CodeAsync(Token));
            var silences = 0;
            var answer = await UntilAnsweredAsync(() => CountedAsync(() => client.RedeemAsync(code, Token)), () => silences++);
            if (answer.IsSuccess)
                return answer;
            Assert.Equal("invalid_grant", answer.Error);
            Assert.True(silences > 0, "A code was refused that nobody had used.");
            var state = await StateAsync(code);
            CountIf(state == "Active", ref _orphans);
            Assert.NotEqual("Active", state);
            CountIf(true, ref _refused);
        }
    }

    private async Task<OAuthAnswer> RefreshAsync(OAuthClient client, string refreshToken)
    {
        var watch = Stopwatch.StartNew();
        var answer = await UntilAnsweredAsync(() => CountedAsync(() => client.RefreshAsync(refreshToken, Token)));
        // The server may refuse only if the grace window has passed, which needs a machine with a very slow start.
        var isInTime = watch.Elapsed < TimeSpan.FromSeconds(25);
        CountIf(!answer.IsSuccess, ref isInTime ? ref _lost : ref _late);
        Assert.True(answer.IsSuccess || !isInTime, $"{answer}");
        return answer.IsSuccess ? answer : await SignInAsync(client);
    }

    private static void CountIf(bool happened, ref int counter)
    {
        if (happened)
            Interlocked.Increment(ref counter);
    }

    /// <summary>Kills the process after a fixed number of requests.</summary>
    private async Task<T> CountedAsync<T>(Func<Task<T>> askAsync)
    {
        if (Interlocked.Increment(ref _begun) % RequestsPerLife != 0)
            return await askAsync();
        var asking = askAsync();
        await KillAsync();
        return await asking;
    }

    /// <summary>Kills the process at a random moment while requests are under way, and starts it again.</summary>
    private async Task KillAsync()
    {
        TimeSpan soon;
        lock (_gate)
        {
            soon = TimeSpan.FromMilliseconds(_random.NextDouble() * 12);
            _alive = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _deaths++;
        }

        for (var watch = Stopwatch.StartNew(); watch.Elapsed < soon;)
            await Task.Yield();
        await _host!.KillAsync();
        await _host.DisposeAsync();
        await StartAsync();
    }

    private async Task StartAsync()
    {
        _host = await ServerProcess.StartAtAsync(_address, "--tables", Tables, "--keys", _keys.Path);
        _alive.TrySetResult();
    }

    private async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> askAsync, Action? onSilence = null)
    {
        while (true)
            try
            {
                await _alive.Task;
                return await askAsync();
            }
            catch (HttpRequestException)
            {
                onSilence?.Invoke();
            }
    }

    private async Task<string?> StateAsync(string handle)
    {
        var table = new TableServiceClient(Tables).GetTableClient("grants");
        var found = await table.GetEntityIfExistsAsync<TableEntity>(FaultyServer.GrantOf(handle), "grant", ["State"], Token);
        return found.HasValue ? found.Value!.GetString("State") : null;
    }
}
