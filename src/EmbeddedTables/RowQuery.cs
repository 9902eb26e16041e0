using Tollgate.EmbeddedTables.Filters;

namespace Tollgate.EmbeddedTables;

/// <summary>One page of a query. It has the rows that lie in a range and after a position, and that satisfy a filter.</summary>
internal sealed record RowQuery(KeyRange Range, FilterNode? Filter, RowPosition? After, int Limit)
{
    internal bool Selects(Row row) => Filter?.Matches(row) ?? true;
}
