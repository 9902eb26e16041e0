namespace Tollgate.Functions.Pages.Examples;

/// <summary>A parameter of an example.</summary>
/// <param name="Script">The JavaScript that reads the value from an earlier step. Null when the value itself is shown.</param>
internal sealed record ExampleParameter(string Name, string Value, string? Script = null);
