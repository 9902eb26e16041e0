namespace Tollgate.Domain.Protocol;

/// <summary>There is nothing at this address.</summary>
public sealed record NotFoundResult(string Description) : EndpointResult;
