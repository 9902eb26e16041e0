namespace Tollgate.Domain.Keys;

/// <summary>
/// No key may sign now. The key store could be reached and gave this answer. The state lasts until an operator acts. The message tells
/// the operator which key, why, and what to do.
/// </summary>
public sealed class NoSigningKeyException(string message, Exception? refusal = null) : Exception(message, refusal);
