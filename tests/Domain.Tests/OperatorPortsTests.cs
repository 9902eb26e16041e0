using System.Text.RegularExpressions;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests;

/// <summary>
/// The operator command uses ports. Only one place connects the ports with the tables, and only one folder knows the vault and its rights.
/// </summary>
public sealed partial class OperatorPortsTests
{
    private static readonly string Root = Repository.PathOf("src", "Operator");

    [Fact]
    public void Only_the_place_that_opens_the_tables_knows_Azure_and_the_table_classes()
    {
        var knowing = Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(Root, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(file => file.Path.Split('/')[0] is not ("bin" or "obj" or "Vault") && Storage().IsMatch(file.Text)).Select(file => file.Path);

        Assert.Equal(["Tables/OperatorStores.cs", "Tables/TablesFault.cs", "Tables/TablesLocation.cs"], knowing.Order());
    }

    [GeneratedRegex(@"using (Azure|Tollgate\.EmbeddedTables|Tollgate\.Functions\.Tables)\b")]
    private static partial Regex Storage();
}
