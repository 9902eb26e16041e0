namespace Tollgate.Domain.Applications;

/// <summary>A part of a list that outsiders can lengthen: what fits a page, and where the next page begins.</summary>
/// <param name="Next">What the next part comes after; null where this is the last.</param>
public sealed record Slice<T>(IReadOnlyList<T> Items, string? Next = null);
