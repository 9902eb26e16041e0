namespace Tollgate.Operator;

/// <summary>Refuses a command that has already begun to work. The message is a sentence for the operator.</summary>
internal sealed class RefusedException(string sentence) : Exception(sentence);
