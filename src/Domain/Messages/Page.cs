namespace Tollgate.Domain.Messages;

/// <summary>The closed set of pages. A page holds content, not layout.</summary>
public abstract record Page
{
    private protected Page()
    {
    }

    /// <summary>ui_locales of the request: languages in the order that the client prefers (OpenID Connect Core §3.1.2.1).</summary>
    public string? UiLocales { get; init; }
}
