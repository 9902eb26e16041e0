namespace Tollgate.Operator;

/// <summary>A change turns out to be refused while the table has it made. The message is a sentence for the operator.</summary>
internal sealed class RefusedException(string sentence) : Exception(sentence);
