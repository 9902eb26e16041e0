using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Tollgate.SideBySide;
using Tollgate.SideBySide.Servers;

namespace Tollgate.Load;

/// <summary>
/// One run with its own server: the warm-up, the search for the highest rate, and then the chosen share of that rate for the chosen time.
/// </summary>
internal sealed class LoadRun(LoadOptions options, RunningServer server, string cookie, TokenVerifier verifier)
{
    private const int Seed = 20260305;
    private const int Closed = 16;
    private const int Families = 512;
    private const double WarmUpSeconds = 8;

    /// <summary>The average number of requests in one turn of <see cref="Mix"/>. A code takes two requests, and so does a new device.</summary>
    private const double RequestsPerTurn = 1.1;

    private readonly ConcurrentQueue<string> _families = new();

    public static async Task<Figures> RunAsync(LoadOptions options)
    {
        Directory.CreateDirectory(Places.Scratch);
        Cores.StayOnLoadCore();
        var file = Path.Combine(Places.Scratch, $"load-{Guid.NewGuid():n}.db");
        await using var server = await RunningServer.StartAsync(CandidateOf(options.IsInFile ? file : null));
        using var http = new HttpClient { BaseAddress = server.Address };
        var jwks = JsonElement.Parse(await http.GetStringAsync("/.well-known/jwks.json"));
        var run = new LoadRun(
            options, server, await SignedInBrowser.CookieAsync(server.Address, Grants.AuthorizePath), new TokenVerifier(IssuerOf(server), jwks));
        return await run.RunAsync();
    }

    private static string IssuerOf(RunningServer server) => server.Address.AbsoluteUri.TrimEnd('/');

    private static Candidate CandidateOf(string? file) =>
        file is null ? Candidates.Tollgate : Candidates.Tollgate with { Command = [.. Candidates.Tollgate.Command, "--data", file] };

    private async Task<Figures> RunAsync()
    {
        var warm = await ClosedAsync(WarmUpSeconds, isFirst: true);
        var most = await ClosedAsync(options.Saturation, isFirst: false);
        if (warm.Wrong + most.Wrong > 0)
            throw new InvalidOperationException($"Wrong answers before the clock started: {string.Join("; ", warm.Complaints.Concat(most.Complaints))}");
        var saturation = most.Requests / options.Saturation;
        Console.WriteLine($"{saturation:n0} requests a second at most; now {options.Share:p0} of it for {options.Minutes} minutes.");
        return await OpenAsync(saturation);
    }

    /// <summary>Does not verify the tokens. Verification would keep the client busier than the server.</summary>
    private async Task<Tally> ClosedAsync(double seconds, bool isFirst)
    {
        var tally = new Tally();
        var grants = new Grants(IssuerOf(server), cookie, _families, verifier: null, tally);
        var wires = Wires(Closed, tally);
        if (isFirst)
            for (var i = 0; i < Families; i++)
                await grants.CodeAsync(wires[0]);
        await Loops.ClosedAsync(wires, new Mix(grants, Seed), TimeSpan.FromSeconds(seconds));
        wires.ForEach(wire => wire.Dispose());
        return tally;
    }

    private async Task<Figures> OpenAsync(double saturation)
    {
        var (tally, rate, time) = (new Tally(), saturation * options.Share, TimeSpan.FromMinutes(options.Minutes));
        var wires = Wires(options.Connections, tally);
        var mix = new Mix(new Grants(IssuerOf(server), cookie, _families, verifier, tally), Seed + 1);
        var (serverCpu, ownCpu) = (ProcessFigures.CpuSeconds(server.ProcessId), ProcessFigures.CpuSeconds(Environment.ProcessId));
        var watch = Stopwatch.StartNew();
        var first = MemoryAfterAMinuteAsync(time);
        await Loops.OpenAsync(wires, mix, rate / RequestsPerTurn, time);
        var seconds = watch.Elapsed.TotalSeconds;
        wires.ForEach(wire => wire.Dispose());
        return new Figures
        {
            Saturation = saturation,
            Rate = rate,
            Seconds = seconds,
            Tally = tally,
            ServerCpu = ProcessFigures.CpuSeconds(server.ProcessId) - serverCpu,
            OwnCpu = ProcessFigures.CpuSeconds(Environment.ProcessId) - ownCpu,
            FirstMemory = await first,
            LastMemory = ProcessFigures.ResidentMegabytes(server.ProcessId),
        };
    }

    private async Task<double> MemoryAfterAMinuteAsync(TimeSpan time)
    {
        await Task.Delay(time < TimeSpan.FromMinutes(1) ? time / 2 : TimeSpan.FromMinutes(1));
        return ProcessFigures.ResidentMegabytes(server.ProcessId);
    }

    private List<Wire> Wires(int count, Tally tally) => [.. Enumerable.Range(0, count).Select(_ => new Wire(server.Port, tally))];
}
