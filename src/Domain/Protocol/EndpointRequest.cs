using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Protocol;

/// <summary>What an endpoint gets to see of a request, free of HTTP.</summary>
public sealed record EndpointRequest(Workspace Workspace, ParameterSet Parameters)
{
    /// <summary>The value of the Authorization header.</summary>
    public string? Authorization { get; init; }
}
