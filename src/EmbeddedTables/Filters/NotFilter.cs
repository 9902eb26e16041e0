namespace Tollgate.EmbeddedTables.Filters;

/// <summary>The condition does not hold.</summary>
internal sealed record NotFilter(FilterNode Inner) : FilterNode
{
    internal override bool Matches(Row row) => !Inner.Matches(row);
}
