namespace Tollgate.Operator;

/// <summary>A command is refused while it works. The message is a sentence for the operator.</summary>
internal sealed class RefusedException(string sentence) : Exception(sentence);
