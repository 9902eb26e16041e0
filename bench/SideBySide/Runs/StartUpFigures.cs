namespace Tollgate.SideBySide.Runs;

/// <summary>Milliseconds from the spawning of the process to the first token, and how much of that the first request took.</summary>
internal sealed record StartUpFigures(string Server, Spread Total, Spread FirstRequest);
