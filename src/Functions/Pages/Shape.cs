namespace Tollgate.Functions.Pages;

/// <summary>How a page fills the window.</summary>
internal enum Shape
{
    /// <summary>A question in the middle.</summary>
    Card,

    /// <summary>The same for things that are long.</summary>
    WideCard,

    /// <summary>A text to read, or forms and lists to work with.</summary>
    Document,
}
