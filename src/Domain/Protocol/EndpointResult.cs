namespace Tollgate.Domain.Protocol;

/// <summary>The closed set of answers an endpoint can give; the writer of the hosting side knows each of them.</summary>
public abstract record EndpointResult
{
    private protected EndpointResult()
    {
    }

    public IReadOnlyList<CookieChange> Cookies { get; init; } = [];

    /// <summary>Something that operators should know of; logged, never sent.</summary>
    public string? Warning { get; init; }
}
