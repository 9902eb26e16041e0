namespace Tollgate.EmbeddedTables.Filters;

/// <summary>The six comparisons of an OData filter.</summary>
internal enum Comparison
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
