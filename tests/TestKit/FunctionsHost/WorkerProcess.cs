namespace Tollgate.TestKit.FunctionsHost;

/// <summary>The published app in a played Functions host. By default it has the demo data on its own tables in Azurite.</summary>
public sealed class WorkerProcess : ServerProcess
{
    private readonly PlayedFunctionsHost _host;
    private readonly TemporaryFolder _keys;

    private WorkerProcess(PlayedFunctionsHost host, TemporaryFolder keys) : base(host.Address)
    {
        _host = host;
        _keys = keys;
    }

    public override string Output => _host.Output;

    public override int Id => _host.WorkerId;

    public override long WorkingSet => _host.WorkingSet;

    /// <summary>The host, which a test may inspect and disturb.</summary>
    public PlayedFunctionsHost Host => _host;

    /// <param name="arguments">The arguments of LocalHost.</param>
    public static new Task<WorkerProcess> StartAsync(params IEnumerable<string> arguments) =>
        StartAtAsync(new Uri($"http://127.0.0.1:{FreePort.Take()}"), arguments);

    public static new async Task<WorkerProcess> StartAtAsync(Uri address, params IEnumerable<string> arguments) =>
        await StartAtAsync(address, await PublishedApp.FolderAsync(), arguments);

    public static async Task<WorkerProcess> StartAtAsync(Uri address, string scriptRoot, params IEnumerable<string> arguments)
    {
        var keys = new TemporaryFolder();
        var settings = new Dictionary<string, string>
        {
            ["Issuer"] = address.ToString().TrimEnd('/'),
            ["Signing__Mode"] = "local",
            ["Signing__LocalKeys"] = keys.Path,
            ["Demo"] = "true",
        };
        foreach (var pair in arguments.Chunk(2))
            Apply(settings, pair[0][2..], pair[1]);
        settings.TryAdd("Tables__ConnectionString", AzuriteServer.Shared.NewAccount());
        try
        {
            return new WorkerProcess(await PlayedFunctionsHost.StartAsync(address, scriptRoot, settings), keys);
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    public override Task KillAsync() => _host.KillAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        using (_keys)
            await _host.DisposeAsync();
    }

    private static void Apply(Dictionary<string, string> settings, string option, string value)
    {
        var (name, setting) = option switch
        {
            "tables" => ("Tables__ConnectionString", value),
            "data" => ("Tables__ConnectionString", TestTables.Of(value)),
            "keys" => ("Signing__LocalKeys", value),
            "demo" => ("Demo", value),
            "log" => ("Logging__LogLevel__Default", value),
            _ => (option.Replace(":", "__", StringComparison.Ordinal), value),
        };
        settings[name] = setting;
    }
}
