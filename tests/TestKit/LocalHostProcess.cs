namespace Tollgate.TestKit;

/// <summary>LocalHost as a process of its own, as a developer starts it.</summary>
public sealed class LocalHostProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly TemporaryFolder? _folder;

    private LocalHostProcess(ChildProcess process, TemporaryFolder? folder, Uri address)
    {
        _process = process;
        _folder = folder;
        Address = address;
        Client = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public string Output => _process.Output;

    public int Id => _process.Id;

    public static Task<LocalHostProcess> StartAsync(params IEnumerable<string> arguments) =>
        StartAtAsync(new Uri($"http://127.0.0.1:{FreePort.Take()}"), arguments);

    /// <summary>At an address that clients know, perhaps of a process that has died.</summary>
    public static async Task<LocalHostProcess> StartAtAsync(Uri address, params IEnumerable<string> arguments)
    {
        var folder = new TemporaryFolder();
        return new LocalHostProcess(await StartAsync(address, folder.Path, null, arguments), folder, address);
    }

    /// <summary>In a folder that stays when it ends.</summary>
    public static async Task<LocalHostProcess> StartInAsync(
        string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        return new LocalHostProcess(await StartAsync(address, folder, environment, arguments), null, address);
    }

    /// <summary>The memory that the process has now, in octets.</summary>
    public long WorkingSet => _process.WorkingSet;

    /// <summary>Ends it without a word, as kill -9 does.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
        _folder?.Dispose();
    }

    private static async Task<ChildProcess> StartAsync(
        Uri address, string folder, IReadOnlyDictionary<string, string>? environment, IEnumerable<string> arguments)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "Tollgate.LocalHost.dll");
        var process = ChildProcess.Start("dotnet", [assembly, "--urls", address.ToString(), .. arguments], folder, environment);
        await process.WaitAsync(() => Task.FromResult(process.Output.Contains("Ctrl+C", StringComparison.Ordinal)));
        return process;
    }
}
