using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Welcome;

/// <summary>What somebody sees who opens the issuer's address: how to get an application and what to send, for what the workspace has on.</summary>
/// <param name="TryItPath">Where the demo begins; null where there is no demo.</param>
public sealed record WelcomePage(string? TryItPath) : Page
{
    /// <summary>Clients that examples may be tried with as they stand: the first that has the grant.</summary>
    public IReadOnlyList<ExampleClient> Examples { get; init; } = [];
}
