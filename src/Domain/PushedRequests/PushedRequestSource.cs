using Tollgate.Domain.Authorization;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.PushedRequests;

/// <summary>
/// Finds the pushed request that a request_uri names (RFC 9126 §4). Only the client_id counts beside the request_uri. All other
/// parameters of the query are ignored (RFC 9101 §6.3).
/// </summary>
public sealed class PushedRequestSource(IPushedRequestStore requests, TimeProvider time, Randomness randomness) : IRequestSource
{
    public async ValueTask<OAuthResult<PendingRequest>?> FindAsync(EndpointRequest request, PendingRequest query, CancellationToken cancellationToken)
    {
        if (query.Parameters["request_uri"] is not { } requestUri || !RequestUri.IsPushed(requestUri))
            return null;
        if (query.Parameters["client_id"] is not { } clientId)
            return OAuthError.InvalidRequest("The client_id is missing.");
        if (RequestUri.Parse(requestUri) is not { } handle
            || await requests.FindAsync(request.Workspace, handle, cancellationToken) is not { } row)
            return RequestUri.Unknown;
        if (row.ClientId != clientId)
            return RequestUri.OfAnotherClient;
        if (row.RefusalTo(request.BrowserCookie, time.GetUtcNow()) is { } refusal)
            return refusal;
        return new PendingPushedRequest(requests, request, handle, row, time, randomness);
    }
}
