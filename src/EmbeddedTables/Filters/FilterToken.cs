namespace Tollgate.EmbeddedTables.Filters;

/// <summary>A word or sign of a filter, or a literal with its value.</summary>
internal readonly record struct FilterToken(string Text, object? Literal)
{
    internal static FilterToken End { get; } = new(string.Empty, null);

    internal bool IsName => Literal == null && Text.Length > 0 && (char.IsLetter(Text[0]) || Text[0] == '_');

    internal bool Is(string text) => Literal == null && Text == text;
}
