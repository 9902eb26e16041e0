using Tollgate.Domain.Endpoints;
using Tollgate.Domain.Interaction;
using Tollgate.Domain.Protocol;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Endpoints;

/// <summary>The page at the issuer's address.</summary>
public sealed class StartEndpoint(TollgateSettings settings) : IEndpoint
{
    public ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<EndpointResult>(new PageResult(new StartPage(settings.Demo ? TryItEndpoint.Path : null)));
}
