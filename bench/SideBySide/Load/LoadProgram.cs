using System.Text;
using System.Text.Json;

namespace Tollgate.SideBySide.Load;

/// <summary>The load generator, which is a process of its own. It reads commands line by line and answers each with its result.</summary>
internal sealed class LoadProgram
{
    /// <summary>The families of refresh tokens of each server. Each round continues with the tokens of the last round.</summary>
    private readonly Dictionary<int, List<List<byte[]>>> _families = [];

    public static async Task RunAsync()
    {
        var program = new LoadProgram();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var result = await program.ObeyAsync(JsonSerializer.Deserialize(line, LoadJson.Default.LoadCommand)!);
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, LoadJson.Default.LoadResult));
        }
    }

    private Task<LoadResult> ObeyAsync(LoadCommand command) => command.Kind switch
    {
        LoadKind.Repeat => RunAsync(command, Repeat(command)),
        LoadKind.Refresh => RefreshAsync(command),
        LoadKind.Redeem => RedeemAsync(command),
        LoadKind.Sign => SignAsync(command),
        _ => throw new NotSupportedException($"{command.Kind}"),
    };

    private static Task<LoadResult> RunAsync(LoadCommand command, IReadOnlyList<IRequests> requests, double? seconds = null) =>
        new Drive().RunAsync(command.Port, command.ServerProcessId, seconds ?? command.Seconds, requests);

    private static List<IRequests> Repeat(LoadCommand command)
    {
        var requests = command.Requests.Select(text => new PreparedRequest(text)).ToList();
        return Each(command, i => new RepeatedRequests(requests, i * requests.Count / command.Connections, command.Expected));
    }

    private async Task<LoadResult> RefreshAsync(LoadCommand command)
    {
        if (!_families.TryGetValue(command.Port, out var families))
            _families[command.Port] = families = await FamiliesAsync(command);
        var request = new PreparedRequest(command.Refresh!);
        return await RunAsync(command, Each(command, i => new RefreshRequests(request, families[i])));
    }

    private static async Task<List<List<byte[]>>> FamiliesAsync(LoadCommand command)
    {
        if (command.TokenFile is { } file)
            return Shared(command, [.. (await File.ReadAllLinesAsync(file)).Select(Encoding.ASCII.GetBytes)]);
        var (codes, _) = await CodesAsync(command);
        var families = codes.ConvertAll(_ => new List<byte[]>());
        var request = new PreparedRequest(command.Redemption!);
        var redeemed = await RunAsync(command, Each(command, i => new RedeemRequests(request, codes[i], families[i])), 60);
        return redeemed.Wrong == 0 ? families : throw new InvalidOperationException($"No refresh tokens: {redeemed.Sample}");
    }

    private static async Task<LoadResult> SignAsync(LoadCommand command)
    {
        using var jwts = new SignedJwts(command.Jwts!);
        var shares = Shared(command, jwts.Make(command.Count));
        var request = new PreparedRequest(command.Requests[0]);
        return await RunAsync(command, Each(command, i => new RedeemRequests(request, shares[i])));
    }

    private static async Task<LoadResult> RedeemAsync(LoadCommand command)
    {
        var (codes, perSecond) = await CodesAsync(command);
        var request = new PreparedRequest(command.Redemption!);
        var result = await RunAsync(command, Each(command, i => new RedeemRequests(request, codes[i])));
        return result with { CodesPerSecond = perSecond };
    }

    private static async Task<(List<List<byte[]>> Codes, double PerSecond)> CodesAsync(LoadCommand command)
    {
        var request = new PreparedRequest(command.Requests[0]);
        var sources = Each(command, _ => new AuthorizeRequests(request, command.Count / command.Connections));
        // A code lives for a minute at most, and the round does not need every code. Getting codes therefore ends after 12 seconds.
        var result = await RunAsync(command, sources, 12);
        return result.Wrong == 0
            ? (sources.ConvertAll(source => ((AuthorizeRequests)source).Codes), result.PerSecond)
            : throw new InvalidOperationException($"No codes: {result.Sample}");
    }

    private static List<List<byte[]>> Shared(LoadCommand command, List<byte[]> tokens) =>
        [.. Enumerable.Range(0, command.Connections).Select(i => tokens.Where((_, n) => n % command.Connections == i).ToList())];

    private static List<IRequests> Each(LoadCommand command, Func<int, IRequests> make) =>
        [.. Enumerable.Range(0, command.Connections).Select(make)];
}
