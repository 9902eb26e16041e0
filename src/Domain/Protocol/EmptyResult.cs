namespace Tollgate.Domain.Protocol;

/// <summary>Done, and nothing to say (RFC 7009 §2.2).</summary>
public sealed record EmptyResult : EndpointResult
{
    /// <summary>What was at the address is there no more (RFC 7592 §2.3).</summary>
    public bool IsRemoval { get; init; }
}
