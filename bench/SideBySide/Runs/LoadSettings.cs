namespace Tollgate.SideBySide.Runs;

/// <summary>How hard a server is driven.</summary>
internal sealed record LoadSettings(double Seconds, int Connections);
