using Tollgate.TestKit.Raw;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>What counts of an answer: how a connection is kept, how a body is framed and which server sent it do not.</summary>
/// <param name="Headers">Lines with the name in small letters, sorted by it.</param>
public sealed record HostAnswer(int Status, IReadOnlyList<string> Headers, string Body)
{
    private static readonly string[] Ignored = ["connection", "content-length", "date", "keep-alive", "server", "transfer-encoding"];

    /// <summary>As the only header, or as the body: whatever it is. No server sends a star.</summary>
    public const string Any = "*";

    public static HostAnswer HungUp { get; } = new(0, [], "");

    public static HostAnswer Of(RawAnswer answer) => new(
        answer.Status,
        Sorted(answer.Headers.Select(header => $"{header.Key.ToLowerInvariant()}: {header.Value}").Where(line => !Ignored.Contains(NameOf(line)))),
        answer.Content);

    public string? Header(string name) => Headers.FirstOrDefault(line => IsOf(line, name))?[(name.Length + 2)..];

    /// <summary>The same with another value of a header, which may not have been there.</summary>
    public HostAnswer WithHeader(string name, string value) => this with
    {
        Headers = Sorted(Headers.Where(line => !IsOf(line, name)).Append($"{name.ToLowerInvariant()}: {value}")),
    };

    /// <summary>Those of one name stay in their order.</summary>
    private static string[] Sorted(IEnumerable<string> lines) => [.. lines.OrderBy(NameOf, StringComparer.Ordinal)];

    private static string NameOf(string line) => line[..line.IndexOf(": ", StringComparison.Ordinal)];

    private static bool IsOf(string line, string name) => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase);
}
