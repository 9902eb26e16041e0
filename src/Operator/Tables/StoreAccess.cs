using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Tables;

/// <summary>The options that say where the tables are and who works on them. All groups share them.</summary>
internal sealed class StoreAccess(Surroundings surroundings)
{
    public const string Variable = "TOLLGATE_TABLES";

    private const int MaximumNameLength = 200;

    public Surroundings Surroundings => surroundings;

    public Option<string> Tables { get; } = new("--tables")
    {
        HelpName = "WHERE",
        Description = $"The tables to work on: {TablesLocation.Forms}. Without the option the environment variable {Variable} is read.",
        Recursive = true,
    };

    public Option<string?> As { get; } = new Option<string?>("--as")
    {
        HelpName = "NAME",
        Description = "Who gives the command, for the audit record. Without the option it is the account that is signed in to Azure, or for local tables "
            + "the account of this machine.",
        Recursive = true,
    }.Checked(name => PlainText.IsLine(name!, MaximumNameLength) ? null : $"takes a line of 1 to {MaximumNameLength} characters.");

    /// <summary>The author for the audit records.</summary>
    public async Task<string> WhoAsync(ParseResult arguments, TablesLocation location, CancellationToken cancellationToken)
    {
        var name = arguments.GetValue(As)
            ?? (location is TablesLocation.Service ? await surroundings.AzureUser(cancellationToken) : null)
            ?? surroundings.SystemUser;
        return AuditRecord.ByCommandOf(name is null ? null : PlainText.OneLine(name));
    }

    /// <summary>Throws a <see cref="FormatException"/> whose message is for the operator.</summary>
    public TablesLocation Locate(ParseResult arguments)
    {
        var text = arguments.GetValue(Tables) ?? surroundings.Variable(Variable);
        return string.IsNullOrWhiteSpace(text)
            ? throw new FormatException($"Name the tables: --tables (or the environment variable {Variable}) takes {TablesLocation.Forms}.")
            : TablesLocation.Parse(text.Trim());
    }
}
