namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>What a page says.</summary>
internal sealed record SeenPage(string? Language, string Title, string Heading, string Text);
