namespace Tollgate.Functions.Pages;

/// <summary>A box to tick, or one of several of which one is chosen.</summary>
internal sealed record Choice(string Name, string Value, string Label, bool IsChosen)
{
    public string? Hint { get; init; }

    public bool IsOneOfMany { get; init; }
}
