using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>LocalHost and another server on tables of their own; each is asked once, when the first test wants to know.</summary>
public abstract class RecordedPair : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<LocalHostProcess> _hosts = [];
    private readonly Lazy<Task<IReadOnlyList<HostAnswer>>> _local;
    private readonly Lazy<Task<IReadOnlyList<HostAnswer>>> _other;

    protected RecordedPair()
    {
        _local = new Lazy<Task<IReadOnlyList<HostAnswer>>>(async () => await AskAsync(await StartLocalHostAsync("local")));
        _other = new Lazy<Task<IReadOnlyList<HostAnswer>>>(async () => await AskAsync(await StartOtherAsync()));
    }

    /// <summary>Normalized.</summary>
    public Task<IReadOnlyList<HostAnswer>> LocalAsync() => _local.Value;

    /// <summary>Normalized.</summary>
    public Task<IReadOnlyList<HostAnswer>> OtherAsync() => _other.Value;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>With the scene set; ended by <see cref="DisposeAsync"/>.</summary>
    protected abstract Task<RecordedServer> StartOtherAsync();

    protected async Task<RecordedServer> StartLocalHostAsync(string name)
    {
        var tables = _folder.PathOf(name + ".db");
        var host = await LocalHostProcess.StartAsync("--data", tables, "--keys", _folder.PathOf(name), "--log", "Warning");
        _hosts.Add(host);
        return await RecordedScene.PrepareAsync(host.Address, host.Address, tables);
    }

    private static async Task<IReadOnlyList<HostAnswer>> AskAsync(RecordedServer server)
    {
        var normalization = new Normalization(server);
        return [.. (await RecordedConversation.HoldAsync(server, TestContext.Current.CancellationToken)).Select(normalization.Of)];
    }
}
