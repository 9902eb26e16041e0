using Tollgate.Domain.Interaction;

namespace Tollgate.Domain.Protocol;

/// <summary>A page for the person at the browser.</summary>
public sealed record PageResult(Page Page) : EndpointResult;
