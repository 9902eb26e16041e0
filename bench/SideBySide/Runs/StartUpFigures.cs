namespace Tollgate.SideBySide.Runs;

/// <summary>
/// Milliseconds from the spawning of the process to the first token, how much of that the first request took, and what the
/// first thousand tokens took one after the other: milliseconds since the spawning, and the server's processor time in seconds.
/// </summary>
internal sealed record StartUpFigures(string Server, Spread Total, Spread FirstRequest, Spread Thousand, Spread Cpu);
