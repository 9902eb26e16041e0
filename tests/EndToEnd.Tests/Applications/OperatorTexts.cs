namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>What the operators' pages say in one language.</summary>
internal sealed record OperatorTexts(string SignIn, string NotOperator, string WrongUri, string Overtaken, string[] Changes, string Removed);
