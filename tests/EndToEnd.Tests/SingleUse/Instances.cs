using System.Collections.Concurrent;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>Three LocalHost processes on the same tables, alice at one of them, and a way to the tables themselves.</summary>
public abstract class Instances : IAsyncLifetime
{
    public const int Count = 3;

    private readonly ConcurrentDictionary<string, Lazy<Task<PageForm>>> _forms = new();
    private LocalHostCluster? _cluster;
    private LocalHostUser? _user;

    public LocalHostUser User => _user!;

    public string KeysFolder => _cluster!.KeysFolder;

    public HttpClient At(int turn) => _cluster!.At(turn);

    public Uri AddressOf(int turn) => _cluster!.Hosts[turn % Count].Address;

    /// <summary>The form that all who submit it at once have before them.</summary>
    public Task<PageForm> OnceAsync(string what, Func<Task<PageForm>> openAsync) =>
        _forms.GetOrAdd(what, _ => new Lazy<Task<PageForm>>(openAsync)).Value;

    /// <summary>Null where they cannot be had.</summary>
    protected abstract Task<IReadOnlyList<string>?> ArgumentsAsync();

    public async ValueTask InitializeAsync()
    {
        if (await ArgumentsAsync() is not { } arguments)
            return;
        _cluster = await LocalHostCluster.StartAsync(Count, arguments);
        _user = await LocalHostUser.SignInAsync(_cluster.Issuer, "demo-spa", CancellationToken.None);
    }

    public virtual async ValueTask DisposeAsync()
    {
        _user?.Dispose();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
