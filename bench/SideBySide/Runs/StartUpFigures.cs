namespace Tollgate.SideBySide.Runs;

/// <summary>
/// Milliseconds from the start of the process to the first token, the first request's share of them, and the milliseconds to the
/// thousandth of tokens requested one by one, with the server's processor time until then in seconds.
/// </summary>
internal sealed record StartUpFigures(string Server, Spread Total, Spread FirstRequest, Spread Thousand, Spread Cpu);
