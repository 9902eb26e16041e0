using System.Text.RegularExpressions;
using Tollgate.TestKit;

namespace Tollgate.Operator.Tests.Guides;

/// <summary>docs/guides/workload-identity.md: its programs and commands, each after a marker that the rendered page does not show.</summary>
internal sealed partial class GuidePage
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("docs", "guides", "workload-identity.md"));

    /// <summary>The marked blocks. A test runs each of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. MarkerPattern().Matches(Text).Select(marker => marker.Groups[1].Value)];

    public static string Block(string name) => BlockPattern().Matches(Text).Single(block => block.Groups[1].Value == name).Groups[2].Value;

    /// <summary>The arguments of the operator command in a block.</summary>
    public static string[] Command(string name)
    {
        const string Start = "dotnet run --project src/Operator -- ";
        var line = Block(name).Replace("\\\n", " ", StringComparison.Ordinal).Trim();
        Assert.StartsWith(Start, line, StringComparison.Ordinal);
        return [.. WordPattern().Matches(line[Start.Length..]).Select(word => word.Value.Replace("\"", "", StringComparison.Ordinal))];
    }

    [GeneratedRegex("<!-- ([a-z-]+) -->")]
    private static partial Regex MarkerPattern();

    [GeneratedRegex("<!-- ([a-z-]+) -->\n```[a-z]+\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex("""(?:[^\s"]|"[^"]*")+""")]
    private static partial Regex WordPattern();
}
