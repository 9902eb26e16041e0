namespace Tollgate.SideBySide.Runs;

/// <summary>The duration of a load and the number of its connections.</summary>
internal sealed record LoadSettings(double Seconds, int Connections);
