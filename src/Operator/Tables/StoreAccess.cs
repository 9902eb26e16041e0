using System.CommandLine;

namespace Tollgate.Operator.Tables;

/// <summary>The option that says where the tables are. All groups share it.</summary>
internal sealed class StoreAccess(Surroundings surroundings)
{
    public const string Variable = "TOLLGATE_TABLES";

    public Surroundings Surroundings => surroundings;

    public Option<string> Tables { get; } = new("--tables")
    {
        HelpName = "WHERE",
        Description = $"The tables to work on: {TablesLocation.Forms}. Without the option the environment variable {Variable} is read.",
        Recursive = true,
    };

    /// <summary>Throws a <see cref="FormatException"/> whose message is for the operator.</summary>
    public TablesLocation Locate(ParseResult arguments)
    {
        var text = arguments.GetValue(Tables) ?? surroundings.Variable(Variable);
        return string.IsNullOrWhiteSpace(text)
            ? throw new FormatException($"Name the tables: --tables (or the environment variable {Variable}) takes {TablesLocation.Forms}.")
            : TablesLocation.Parse(text.Trim());
    }
}
