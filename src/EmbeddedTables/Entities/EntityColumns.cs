namespace Tollgate.EmbeddedTables.Entities;

/// <summary>The columns that a read selects. An empty list selects all columns.</summary>
internal sealed class EntityColumns
{
    private readonly HashSet<string> _names;

    private EntityColumns(IEnumerable<string> names) => _names = new(names, StringComparer.Ordinal);

    // The service separates names by commas, so one string may contain several names.
    internal static EntityColumns? From(IEnumerable<string>? select)
    {
        if (select == null)
        {
            return null;
        }

        var names = string.Join(',', select).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length == 0 ? null : new(names);
    }

    internal bool Has(string name) => _names.Contains(name);
}
