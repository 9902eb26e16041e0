using Tollgate.EmbeddedTables.Filters;

namespace Tollgate.EmbeddedTables;

/// <summary>One page of a query: the rows after a position, in a range, that satisfy a filter.</summary>
internal sealed record RowQuery(KeyRange Range, FilterNode? Filter, RowPosition? After, int Limit)
{
    internal bool Selects(Row row) => Filter?.Matches(row) ?? true;
}
