namespace Tollgate.Domain.Interaction;

/// <summary>What somebody sees who opens the issuer's address.</summary>
/// <param name="TryItPath">Where the demo begins; null where there is no demo.</param>
public sealed record StartPage(string? TryItPath) : Page;
