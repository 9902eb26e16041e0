namespace Tollgate.Domain.Protocol;

/// <summary>Done, and nothing to say (RFC 7009 §2.2).</summary>
public sealed record EmptyResult : EndpointResult;
