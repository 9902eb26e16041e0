namespace Tollgate.Domain.Messages;

/// <summary>Values in, values out: what a caller can cause is a result, an exception is a fault.</summary>
public interface IEndpoint
{
    ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken);
}
