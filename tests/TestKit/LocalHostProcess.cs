namespace Tollgate.TestKit;

/// <summary>LocalHost as a process of its own, as a developer starts it.</summary>
public sealed class LocalHostProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly TemporaryFolder _folder;

    private LocalHostProcess(ChildProcess process, TemporaryFolder folder, Uri address)
    {
        _process = process;
        _folder = folder;
        Address = address;
        Client = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public string Output => _process.Output;

    public static async Task<LocalHostProcess> StartAsync(params IEnumerable<string> arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        var folder = new TemporaryFolder();
        var assembly = Path.Combine(AppContext.BaseDirectory, "Tollgate.LocalHost.dll");
        var process = ChildProcess.Start("dotnet", [assembly, "--urls", address.ToString(), .. arguments], folder.Path);
        await process.WaitAsync(() => Task.FromResult(process.Output.Contains("Ctrl+C", StringComparison.Ordinal)));
        return new LocalHostProcess(process, folder, address);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
