using System.Globalization;
using Tollgate.SideBySide.Runs;

namespace Tollgate.SideBySide;

/// <summary>The options of the command line.</summary>
internal sealed record BenchOptions
{
    public const string StartUp = "start-up";

    public const string Usage = """
        Measures Tollgate beside node-oidc-provider and the smallest possible token endpoint.

          --workload LIST   client_credentials,private_key_jwt,DPoP,refresh,code,introspection,discovery,jwks,start-up (default: all)
          --rounds N        turns of each server in each workload (default 5)
          --seconds S       how long a turn takes (default 5)
          --connections N   simultaneous requests (default 16)
          --starts N        starts of each server (default 10)
          --quick           2 rounds of 1 second and 3 starts, to check that everything works
          --keys-azurite    also client_credentials by secret, by private_key_jwt and with DPoP on Azurite
          --growth          also Tollgate over 1,000 and over 1,000,000 rows; alone with --workload none
          --growth-azurite N  the same on Azurite with N rows. Filling takes long, because the emulator searches all rows for each new one
          --report FILE     write the report there as Markdown
        """;

    public IReadOnlyList<string> Names { get; init; } = [.. Workloads.All.Select(workload => workload.Name), StartUp];

    public int Rounds { get; init; } = 5;

    public double Seconds { get; init; } = 5;

    /// <summary>How long one turn of the warm-up takes.</summary>
    public double WarmUp => Math.Min(2, Seconds);

    public double LeastWarmUp => Math.Min(6, Seconds * 2);

    public double MostWarmUp => Math.Min(20, Seconds * 4);

    public int Connections { get; init; } = 16;

    public int Starts { get; init; } = 10;

    public bool Growth { get; init; }

    public bool KeysOnAzurite { get; init; }

    /// <summary>The number of grants in the growth run on Azurite. Zero skips that run.</summary>
    public int GrowthOnAzurite { get; init; }

    public string? Report { get; init; }

    public required string CommandLine { get; init; }

    /// <summary>Returns null if the command line asks for help or is wrong.</summary>
    public static BenchOptions? Read(string[] args)
    {
        string[] commandLine = ["dotnet run -c Release --project bench/SideBySide", .. args.Length > 0 ? ["--", .. args] : args];
        var options = new BenchOptions { CommandLine = string.Join(' ', commandLine) };
        var left = new Queue<string>(args);
        while (left.TryDequeue(out var name))
        {
            var read = options.With(name, () => left.TryDequeue(out var value) ? value : "");
            if (read is null)
                return null;
            options = read;
        }

        return options;
    }

    private BenchOptions? With(string name, Func<string> value) => name switch
    {
        "--workload" => this with { Names = value().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
        "--rounds" => this with { Rounds = int.Parse(value(), CultureInfo.InvariantCulture) },
        "--seconds" => this with { Seconds = double.Parse(value(), CultureInfo.InvariantCulture) },
        "--connections" => this with { Connections = int.Parse(value(), CultureInfo.InvariantCulture) },
        "--starts" => this with { Starts = int.Parse(value(), CultureInfo.InvariantCulture) },
        "--quick" => this with { Rounds = 2, Seconds = 1, Starts = 3 },
        "--keys-azurite" => this with { KeysOnAzurite = true },
        "--growth" => this with { Growth = true },
        "--growth-azurite" => this with { GrowthOnAzurite = int.Parse(value(), CultureInfo.InvariantCulture) },
        "--report" => this with { Report = value() },
        _ => null,
    };
}
