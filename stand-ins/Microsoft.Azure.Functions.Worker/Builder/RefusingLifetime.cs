using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Refuses the start of the host, before any hosted service is created.</summary>
internal sealed class RefusingLifetime : IHostLifetime
{
    private const string Refusal =
        "This is the stand-in of the package Microsoft.Azure.Functions.Worker, which cannot run under the Functions host: "
        + "use `dotnet run --project src/LocalHost`, or restore from a feed that holds the published package.";

    public Task WaitForStartAsync(CancellationToken cancellationToken) => throw new NotSupportedException(Refusal);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
