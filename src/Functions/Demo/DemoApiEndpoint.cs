using Tollgate.Domain.Messages;
using Tollgate.Domain.Welcome;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Demo;

/// <summary>The documentation of the demo's API. The start page links to it, as it links to the documentation of any resource.</summary>
public sealed class DemoApiEndpoint(TollgateSettings settings) : IEndpoint
{
    public const string Path = "/try/api";

    public ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<EndpointResult>(settings.Demo ? new PageResult(new DemoApiPage(DemoData.NotesAt(settings))) : TryItEndpoint.NoDemo);
}
