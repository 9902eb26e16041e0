namespace Tollgate.TestKit;

/// <summary>LocalHost in a separate process, as a developer starts it.</summary>
public sealed class LocalHostProcess : ServerProcess
{
    private readonly ChildProcess _process;
    private readonly TemporaryFolder? _folder;

    private LocalHostProcess(ChildProcess process, TemporaryFolder? folder, Uri address) : base(address)
    {
        _process = process;
        _folder = folder;
    }

    public override string Output => _process.Output;

    public override int Id => _process.Id;

    public override long WorkingSet => _process.WorkingSet;

    public static new Task<LocalHostProcess> StartAsync(params IEnumerable<string> arguments) =>
        StartAtAsync(new Uri($"http://127.0.0.1:{FreePort.Take()}"), arguments);

    public static new async Task<LocalHostProcess> StartAtAsync(Uri address, params IEnumerable<string> arguments)
    {
        var folder = new TemporaryFolder();
        return new LocalHostProcess(await StartAsync(address, folder.Path, null, arguments), folder, address);
    }

    /// <summary>Starts LocalHost in a folder that remains when the process ends.</summary>
    public static async Task<LocalHostProcess> StartInAsync(
        string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        return new LocalHostProcess(await StartAsync(address, folder, environment, arguments), null, address);
    }

    public override async Task KillAsync()
    {
        _process.Kill();
        await _process.Exited;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
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
