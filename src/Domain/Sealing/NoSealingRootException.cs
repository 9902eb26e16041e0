namespace Tollgate.Domain.Sealing;

/// <summary>
/// There is no root, or the server may not read it. The store of the root could be reached and gave this answer. The message tells the
/// operator why and what to do.
/// </summary>
public sealed class NoSealingRootException(string message, Exception? refusal = null) : Exception(message, refusal);
