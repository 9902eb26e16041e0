using System.Globalization;
using System.Text;
using Tollgate.SideBySide.Load;

namespace Tollgate.Load;

/// <summary>The results of a run, as text for people.</summary>
internal sealed record Figures
{
    private static readonly double[] Shares = [0.5, 0.99, 0.999];

    public required double Saturation { get; init; }

    /// <summary>The number of requests a second that the run sent.</summary>
    public required double Rate { get; init; }

    public required double Seconds { get; init; }

    public required Tally Tally { get; init; }

    public required double ServerCpu { get; init; }

    public required double OwnCpu { get; init; }

    /// <summary>The memory of the server after a minute, in megabytes.</summary>
    public required double FirstMemory { get; init; }

    public required double LastMemory { get; init; }

    public long Wrong => Tally.Wrong;

    public string Text => string.Join('\n', Lines().Select(line => $"{line.Name,-46}{line.Value}").Concat(Tally.Complaints.Select(each => "WRONG: " + each)));

    public string Markdown(LoadOptions options)
    {
        var text = new StringBuilder("# Load\n\nMixed grants on one core. The client checks every token: ");
        text.Append("signature, `iss`, `aud`, `exp`, `scope`, `sub`, and that no other token has its `jti`.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"```sh\n{options.CommandLine}\n```\n\n| | |\n|---|---|\n");
        foreach (var (name, value) in Lines())
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {value} |\n");
        text.Append(
            "\nEach request is sent at its time, whether earlier requests have been answered or not. The time that it waits for a free connection counts.\n");
        text.Append(options.IsInFile
            ? "The tables lie in a file.\n"
            : "The tables lie in the server's memory, so the memory grows with each grant of a code or a device. With `--file` the tables lie in a file.\n");
        return text.ToString();
    }

    private IEnumerable<(string Name, string Value)> Lines() =>
    [
        ("requests a second at most (closed loop)", Whole(Saturation)),
        ("requests a second sent", Whole(Rate)),
        ("requests a second answered", Whole(Tally.Requests / Seconds)),
        ("requests", Whole(Tally.Requests)),
        ("wrong answers", Whole(Wrong)),
        ("tokens checked", Whole(Tally.Tokens)),
        ("of each kind", string.Join(", ", Tally.Kinds.Select(kind => $"{kind.Key} {Whole(kind.Value)}"))),
        ("p50, p99, p99.9, longest (ms)",
            string.Join(", ", Shares.Select(share => Quantile(Tally.Latencies.Quantile(share))).Append(Hundredths(Tally.Longest)))),
        ("the server's core in use", $"{ServerCpu / Seconds:p0}"),
        ("the client's core in use", $"{OwnCpu / Seconds:p0}"),
        ("server's memory after a minute, at the end", $"{FirstMemory:f0} MiB, {LastMemory:f0} MiB"),
        ("grants stored", Whole(Tally.Grants)),
    ];

    /// <summary>Beyond this time <see cref="Latencies"/> only counts the answers.</summary>
    private static string Quantile(double milliseconds) => milliseconds >= 199.9 ? "200 or more" : Hundredths(milliseconds);

    private static string Whole(double number) => number.ToString("n0", CultureInfo.InvariantCulture);

    private static string Hundredths(double number) => number.ToString("f2", CultureInfo.InvariantCulture);
}
