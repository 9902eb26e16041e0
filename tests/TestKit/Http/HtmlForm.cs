namespace Tollgate.TestKit.Http;

/// <summary>A form of a page: where it leads and what is in it.</summary>
public sealed record HtmlForm(string Action, IReadOnlyDictionary<string, string?> Fields);
