namespace Tollgate.EmbeddedTables.Filters;

/// <summary>Both conditions hold.</summary>
internal sealed record AndFilter(FilterNode Left, FilterNode Right) : FilterNode
{
    internal override bool Matches(Row row) => Left.Matches(row) && Right.Matches(row);
}
