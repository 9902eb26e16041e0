using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>A table in a file of docs.</summary>
internal static class DocumentedTable
{
    /// <summary>The cells of each row, without code marks. The first line of the table begins with the heading.</summary>
    public static IReadOnlyList<string[]> Read(string file, string heading)
    {
        var lines = File.ReadLines(Repository.PathOf("docs", file)).SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(lines);
        return
        [
            .. lines.Skip(2).TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray()),
        ];
    }
}
