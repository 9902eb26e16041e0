namespace Tollgate.Domain.Applications;

/// <summary>A part of a list. Lists are read in parts, because outsiders can make a list long.</summary>
/// <param name="Next">The key after which the next part begins. Null on the last part.</param>
public sealed record Slice<T>(IReadOnlyList<T> Items, string? Next = null);
