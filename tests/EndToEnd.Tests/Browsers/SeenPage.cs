namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>The language and the texts of a page.</summary>
internal sealed record SeenPage(string? Language, string Title, string Heading, string Text);
