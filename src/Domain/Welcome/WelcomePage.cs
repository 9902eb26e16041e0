using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Welcome;

/// <summary>
/// The page at the issuer's address: how to get an application, and which requests to send for the grants that the workspace has
/// enabled.
/// </summary>
/// <param name="TryItPath">The path of the demo. Null when there is no demo.</param>
public sealed record WelcomePage(string? TryItPath) : Page
{
    /// <summary>Clients that make the examples runnable as shown. An example uses the first one that has its grant.</summary>
    public IReadOnlyList<ExampleClient> Examples { get; init; } = [];
}
