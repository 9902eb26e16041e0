using Tollgate.Domain.Endpoints;
using Tollgate.Domain.Interaction;
using Tollgate.Domain.Protocol;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Endpoints;

/// <summary>The page at the issuer's address.</summary>
public sealed class WelcomeEndpoint(TollgateSettings settings) : IEndpoint
{
    public ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var hasDemo = settings.Demo && request.Workspace.IsDefault;
        return ValueTask.FromResult<EndpointResult>(new PageResult(new WelcomePage(hasDemo ? TryItEndpoint.Path : null)
        {
            UiLocales = request.Parameters["lang"],
            Examples = hasDemo ? DemoData.Examples : [],
        }));
    }
}
