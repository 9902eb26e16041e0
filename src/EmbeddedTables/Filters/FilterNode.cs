namespace Tollgate.EmbeddedTables.Filters;

/// <summary>A condition on a row.</summary>
internal abstract record FilterNode
{
    internal abstract bool Matches(Row row);
}
