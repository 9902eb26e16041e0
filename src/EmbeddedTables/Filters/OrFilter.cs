namespace Tollgate.EmbeddedTables.Filters;

/// <summary>Either condition holds.</summary>
internal sealed record OrFilter(FilterNode Left, FilterNode Right) : FilterNode
{
    internal override bool Matches(Row row) => Left.Matches(row) || Right.Matches(row);
}
