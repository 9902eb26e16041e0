namespace Tollgate.Domain.Sealing;

/// <summary>
/// There is no root, or the server may not read it: its store was reached and answered so. The message tells the operator why and
/// what to do.
/// </summary>
public sealed class NoSealingRootException(string message, Exception? refusal = null) : Exception(message, refusal);
