namespace Tollgate.Domain.Messages;

/// <summary>
/// One endpoint of the server. A failure that a caller can cause is an <see cref="EndpointResult"/>; an exception is a fault of
/// the server.
/// </summary>
public interface IEndpoint
{
    ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken);
}
