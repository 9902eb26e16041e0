namespace Tollgate.Domain.Messages;

/// <summary>
/// One endpoint of the server. A failure that a caller can cause is an <see cref="EndpointResult"/>; an exception is a fault of
/// the server.
/// </summary>
public interface IEndpoint
{
    /// <summary>Its path below the issuer, one of <see cref="Paths"/>. Empty where no caller has to prove the address that it calls.</summary>
    string Path => "";

    ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken);
}
