using System.Collections.Concurrent;
using Azure.Data.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>Three server processes on the same tables, the user alice at one of them, and direct access to the tables.</summary>
public abstract class Instances : IAsyncLifetime
{
    public const int Count = 3;

    private readonly ConcurrentDictionary<string, Lazy<Task<Answer>>> _forms = new();
    private ServerCluster? _cluster;
    private LocalHostUser? _user;
    private LocalHostUser? _stranger;
    private TableServiceClient? _tables;

    public LocalHostUser User => _user!;

    /// <summary>A browser of a person whom the server does not know.</summary>
    public LocalHostUser Stranger => _stranger ??= LocalHostUser.Of(Issuer);

    public Uri Issuer => _cluster!.Issuer;

    public TableServiceClient Tables => _tables ??= OpenTables();

    public Tally Tally { get; } = new();

    public string KeysFolder => _cluster!.KeysFolder;

    public HttpClient At(int turn) => _cluster!.At(turn);

    public Uri AddressOf(int turn) => _cluster!.Hosts[turn % Count].Address;

    /// <summary>Opens a form once. All concurrent attempts submit this form.</summary>
    public Task<Answer> OnceAsync(string what, Func<Task<Answer>> openAsync) =>
        _forms.GetOrAdd(what, _ => new Lazy<Task<Answer>>(openAsync)).Value;

    /// <summary>The engine that holds the tables.</summary>
    protected abstract string Engine { get; }

    protected abstract TableServiceClient OpenTables();

    /// <summary>The arguments of the server processes. Null if the tables are not available.</summary>
    protected abstract Task<IReadOnlyList<string>?> ArgumentsAsync();

    public async ValueTask InitializeAsync()
    {
        if (await ArgumentsAsync() is not { } arguments)
            return;
        _cluster = await ServerCluster.StartAsync(Count, arguments);
        _user = await LocalHostUser.SignInAsync(_cluster.Issuer, "demo-spa", CancellationToken.None);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (Tally.Rounds > 0)
            TestContext.Current.SendDiagnosticMessage($"Single use at {Count} processes on {Engine}: {Tally}");
        _user?.Dispose();
        _stranger?.Dispose();
        (_tables as IDisposable)?.Dispose();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
