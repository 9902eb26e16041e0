using System.Diagnostics;
using System.Text.Json;
using Tollgate.SideBySide.Servers;

namespace Tollgate.SideBySide.Load;

/// <summary>The child process that generates the load on its own core.</summary>
internal sealed class LoadGenerator : IAsyncDisposable
{
    private readonly Process _process;

    public LoadGenerator()
    {
        var command = Cores.Pinned(Cores.Load, "dotnet", Places.SideBySide, "load");
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // The thread that waits for the sockets also serves all connections. So no queue and no second thread delay an answer.
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        _process = Process.Start(start)!;
    }

    public async Task<LoadResult> RunAsync(LoadCommand command)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(command, LoadJson.Default.LoadCommand));
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The load generator ended.");
        var result = JsonSerializer.Deserialize(line, LoadJson.Default.LoadResult)!;
        return result.Wrong == 0 && result.Requests > 0
            ? result
            : throw new InvalidOperationException($"{result.Wrong} of {result.Requests} answers were wrong, the first: {result.Sample}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
