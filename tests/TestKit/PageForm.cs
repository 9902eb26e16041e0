namespace Tollgate.TestKit;

/// <summary>The form of a page: where it leads, and what it brings along unseen.</summary>
public sealed record PageForm(string Action, IReadOnlyList<KeyValuePair<string, string>> Hidden);
