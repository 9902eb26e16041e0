using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>LocalHost and another server, each with its own tables. Each server gets the calls once, when the first test needs its answers.</summary>
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

    /// <summary>The normalized answers of LocalHost.</summary>
    public Task<IReadOnlyList<HostAnswer>> LocalAsync() => _local.Value;

    /// <summary>The normalized answers of the other server.</summary>
    public Task<IReadOnlyList<HostAnswer>> OtherAsync() => _other.Value;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the other server with the data of <see cref="RecordedScene"/>. <see cref="DisposeAsync"/> ends it.</summary>
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
