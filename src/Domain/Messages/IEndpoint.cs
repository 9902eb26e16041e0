namespace Tollgate.Domain.Messages;

/// <summary>
/// One endpoint of the server. A failure that a caller can cause is an <see cref="EndpointResult"/>; an exception is a fault of
/// the server.
/// </summary>
public interface IEndpoint
{
    /// <summary>
    /// The path of the endpoint below the issuer, one of <see cref="Paths"/>. Empty when no caller of the endpoint has to prove which
    /// address it calls.
    /// </summary>
    string Path => "";

    ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken);
}
