namespace Tollgate.Functions.Pages;

/// <summary>A parameter of an example.</summary>
/// <param name="Script">The JavaScript that yields it, where an earlier step has it; else its value.</param>
internal sealed record ExampleParameter(string Name, string Value, string? Script = null);
