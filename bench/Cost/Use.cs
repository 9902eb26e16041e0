namespace Tollgate.Cost;

/// <summary>How busy an instance is while it is active.</summary>
/// <param name="PerSecond">Requests a second. One request a second costs most: then each request is alone in the shortest billed period.</param>
internal sealed record Use(string Name, double PerSecond);
