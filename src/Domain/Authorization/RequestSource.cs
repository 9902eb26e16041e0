using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Authorization;

/// <summary>Where the parameters of authorization requests come from: the query, or a request that the client stored before (RFC 9126 §4).</summary>
public interface IRequestSource
{
    /// <summary>The request that <paramref name="query"/> stands for. Null when the query does not belong to this source.</summary>
    ValueTask<OAuthResult<PendingRequest>?> FindAsync(Workspace workspace, PendingRequest query, CancellationToken cancellationToken);
}

/// <summary>An authorization request as its source has it.</summary>
/// <param name="Address">
/// The query that leads back to the request: the query itself, or for a stored request its client_id and request_uri alone.
/// </param>
public sealed record PendingRequest(ParameterSet Parameters, string Address);

/// <summary>A request whose parameters are in the query (RFC 6749 §4.1.1).</summary>
public sealed class QuerySource : IRequestSource
{
    public ValueTask<OAuthResult<PendingRequest>?> FindAsync(Workspace workspace, PendingRequest query, CancellationToken cancellationToken) =>
        new((OAuthResult<PendingRequest>)query);
}
