namespace Tollgate.Cost;

/// <summary>The price of a hosted service for a million machine-to-machine tokens.</summary>
internal sealed record Alternative(string Name, double PerMillion, string Note, string Source);
