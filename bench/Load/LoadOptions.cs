using System.Globalization;

namespace Tollgate.Load;

/// <summary>The options of the command line.</summary>
internal sealed record LoadOptions
{
    public const string Usage = """
        Finds out how many requests a second Tollgate answers on one core, with all grants mixed, and then asks for a share of
        it for some minutes, checking every token.

          --minutes N      how long (default 10)
          --share X        of what it can do at most (default 0.7)
          --saturation S   seconds of the search for that (default 10)
          --connections N  how many requests may be under way at once (default 64)
          --file           keep the tables in a file; without it they lie in the server's memory, which grows with the grants
          --report FILE    write the figures there as Markdown
        """;

    public double Minutes { get; init; } = 10;

    public double Share { get; init; } = 0.7;

    public double Saturation { get; init; } = 10;

    public int Connections { get; init; } = 64;

    public bool IsInFile { get; init; }

    public string? Report { get; init; }

    public required string CommandLine { get; init; }

    /// <summary>Returns null if the command line asks for help or is wrong.</summary>
    public static LoadOptions? Read(string[] args)
    {
        var options = new LoadOptions { CommandLine = string.Join(' ', ["dotnet run -c Release --project bench/Load --", .. args]) };
        var left = new Queue<string>(args);
        while (left.TryDequeue(out var name))
        {
            if (options.With(name, () => left.TryDequeue(out var value) ? value : "") is not { } read)
                return null;
            options = read;
        }

        return options;
    }

    private LoadOptions? With(string name, Func<string> value) => name switch
    {
        "--minutes" => this with { Minutes = double.Parse(value(), CultureInfo.InvariantCulture) },
        "--share" => this with { Share = double.Parse(value(), CultureInfo.InvariantCulture) },
        "--saturation" => this with { Saturation = double.Parse(value(), CultureInfo.InvariantCulture) },
        "--connections" => this with { Connections = int.Parse(value(), CultureInfo.InvariantCulture) },
        "--file" => this with { IsInFile = true },
        "--report" => this with { Report = value() },
        _ => null,
    };
}
