namespace Tollgate.Functions.Pages;

/// <summary>How a page fills the window.</summary>
internal enum Shape
{
    /// <summary>A card in the middle, for a question.</summary>
    Card,

    /// <summary>A wide card, for long lines.</summary>
    WideCard,

    /// <summary>A document: a long text, a long form or a list.</summary>
    Document,
}
