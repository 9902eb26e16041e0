using Tollgate.Domain.Messages;
using Tollgate.Domain.Welcome;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Demo;

/// <summary>The page at the issuer's address.</summary>
public sealed class WelcomeEndpoint(TollgateSettings settings) : IEndpoint
{
    public ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var hasDemo = settings.Demo && request.Workspace.IsDefault;
        return ValueTask.FromResult<EndpointResult>(new PageResult(new WelcomePage(hasDemo ? TryItEndpoint.Path : null)
        {
            Examples = hasDemo ? DemoData.Examples : [],
        }));
    }
}
