using System.Text.RegularExpressions;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>docs/conformance.md names tests. A test that is renamed or removed must not stay in it.</summary>
public sealed partial class ConformanceDocumentTests
{
    private static readonly string[] Lines = File.ReadAllLines(Repository.PathOf("docs", "conformance.md"));

    [Fact]
    public void Every_test_that_it_names_exists()
    {
        var named = Lines.SelectMany(line => Named().Matches(line)).Select(match => match.Groups[1].Value).ToList();

        Assert.True(named.Count > 50, $"It names {named.Count} tests.");
        Assert.Empty(named.Except(Tests()));
    }

    [Fact]
    public void Each_line_of_a_module_says_what_it_demands_and_has_a_test_or_a_reason()
    {
        var modules = Lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

        Assert.All(modules, cells => Assert.Matches("^`(oidcc|fapi2)-[a-zA-Z0-9_-]+` [^ ].* (.*`.+`.*|does not apply: .+)$", string.Join(' ', cells)));
        Assert.All(modules, cells => Assert.Equal(3, cells.Length));
    }

    /// <summary>All tests as <c>Class.Method</c>, from the sources, because the other test projects are not loaded here.</summary>
    private static HashSet<string> Tests()
    {
        var tests = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("tests"), "*.cs", SearchOption.AllDirectories))
        {
            var type = "";
            foreach (Match match in TypeOrTest().Matches(File.ReadAllText(file)))
                if (match.Groups["type"].Success)
                    type = match.Groups["type"].Value;
                else
                    tests.Add($"{type}.{match.Groups["test"].Value}");
        }

        return tests;
    }

    [GeneratedRegex("`([A-Z][A-Za-z0-9]+\\.[A-Z][A-Za-z0-9_]+)`")]
    private static partial Regex Named();

    [GeneratedRegex(
        @"^(?:public|internal) [a-z ]*class (?<type>\w+)|^    \[(?:Fact|Theory)\b[\s\S]*?^    public [a-z ]*(?:Task|void|ValueTask) (?<test>\w+)\(",
        RegexOptions.Multiline)]
    private static partial Regex TypeOrTest();
}
