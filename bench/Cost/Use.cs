namespace Tollgate.Cost;

/// <summary>How busy an instance is while it is active.</summary>
/// <param name="PerSecond">Requests a second; one is also the dearest case, each request alone in the shortest billed period.</param>
internal sealed record Use(string Name, double PerSecond);
