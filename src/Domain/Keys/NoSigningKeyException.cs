namespace Tollgate.Domain.Keys;

/// <summary>
/// No key may sign now. That is what the keeper of the keys answers, not a failure to ask it, and it lasts until an operator does
/// something. The message tells the operator which key, why, and what to do.
/// </summary>
public sealed class NoSigningKeyException(string message, Exception? refusal = null) : Exception(message, refusal);
