using Tollgate.TestKit.Raw;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>The compared parts of an answer. Headers about the connection, the framing, the date and the server's name are left out.</summary>
/// <param name="Headers">Header lines with names in lower case, sorted by name.</param>
public sealed record HostAnswer(int Status, IReadOnlyList<string> Headers, string Body)
{
    private static readonly string[] Ignored = ["connection", "content-length", "date", "keep-alive", "server", "transfer-encoding"];

    /// <summary>Stands for any value: as the only header line for all headers, or as the body for any body. No server sends a star.</summary>
    public const string Any = "*";

    public static HostAnswer HungUp { get; } = new(0, [], "");

    public static HostAnswer Of(RawAnswer answer) => new(
        answer.Status,
        Sorted(answer.Headers.Select(header => $"{header.Key.ToLowerInvariant()}: {header.Value}").Where(line => !Ignored.Contains(NameOf(line)))),
        answer.Content);

    public string? Header(string name) => Headers.FirstOrDefault(line => IsOf(line, name))?[(name.Length + 2)..];

    /// <summary>Returns this answer with the given header, in place of an existing one of the same name.</summary>
    public HostAnswer WithHeader(string name, string value) => this with
    {
        Headers = Sorted(Headers.Where(line => !IsOf(line, name)).Append($"{name.ToLowerInvariant()}: {value}")),
    };

    /// <summary>Lines with the same name keep their order.</summary>
    private static string[] Sorted(IEnumerable<string> lines) => [.. lines.OrderBy(NameOf, StringComparer.Ordinal)];

    private static string NameOf(string line) => line[..line.IndexOf(": ", StringComparison.Ordinal)];

    private static bool IsOf(string line, string name) => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase);
}
