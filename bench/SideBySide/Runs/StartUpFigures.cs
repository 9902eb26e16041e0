namespace Tollgate.SideBySide.Runs;

/// <summary>
/// The milliseconds from the start of the process to the first token, the share of the first request in them, and the milliseconds to the
/// thousandth token. The tokens are requested one by one. Cpu is the processor time of the server until the thousandth token, in seconds.
/// </summary>
internal sealed record StartUpFigures(string Server, Spread Total, Spread FirstRequest, Spread Thousand, Spread Cpu);
