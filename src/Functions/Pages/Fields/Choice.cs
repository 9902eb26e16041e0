namespace Tollgate.Functions.Pages.Fields;

/// <summary>A checkbox, or one radio button of a group.</summary>
internal sealed record Choice(string Name, string Value, string Label, bool IsChosen)
{
    public string? Hint { get; init; }

    public bool IsOneOfMany { get; init; }
}
