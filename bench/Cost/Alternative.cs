namespace Tollgate.Cost;

/// <summary>What a hosted service asks for a million machine-to-machine tokens.</summary>
internal sealed record Alternative(string Name, double PerMillion, string Note, string Source);
