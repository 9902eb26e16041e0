namespace Tollgate.Domain.Messages;

/// <summary>Takes the place of an endpoint whose room the server does not have.</summary>
public sealed class AbsentEndpoint : IEndpoint
{
    public ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<EndpointResult>(new NotFoundResult("There is nothing at this address of the server."));
}
