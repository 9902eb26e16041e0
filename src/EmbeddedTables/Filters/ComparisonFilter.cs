namespace Tollgate.EmbeddedTables.Filters;

/// <summary>A property compared with a literal. A row that lacks the property, or has it of another type, does not match.</summary>
internal sealed record ComparisonFilter(string Property, Comparison Comparison, object Literal) : FilterNode
{
    internal override bool Matches(Row row) => row[Property] is { } value && Order(value, Literal) is { } order && Comparison switch
    {
        Comparison.Equal => order == 0,
        Comparison.NotEqual => order != 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        _ => order >= 0,
    };

    private static int? Order(object value, object literal) => (value, literal) switch
    {
        (string left, string right) => string.CompareOrdinal(left, right),
        (int or long, int or long) => Whole(value).CompareTo(Whole(literal)),
        (int or long or double, int or long or double) => Number(value) is var number && double.IsNaN(number) ? null : number.CompareTo(Number(literal)),
        (bool left, bool right) => left.CompareTo(right),
        (DateTimeOffset left, DateTimeOffset right) => left.CompareTo(right),
        (Guid left, Guid right) => left.CompareTo(right),
        (byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right),
        _ => null,
    };

    private static long Whole(object value) => value is int small ? small : (long)value;

    private static double Number(object value) => value is double number ? number : Whole(value);
}
