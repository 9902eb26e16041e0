namespace Tollgate.Functions.Tests.Http;

/// <summary>A form of a page: where it leads and what is in it.</summary>
internal sealed record HtmlForm(string Action, IReadOnlyDictionary<string, string?> Fields);
