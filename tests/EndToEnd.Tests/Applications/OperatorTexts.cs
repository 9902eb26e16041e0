namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>Texts of the operators' pages in one language.</summary>
internal sealed record OperatorTexts(string SignIn, string NotOperator, string WrongUri, string Overtaken, string[] Changes, string Removed)
{
    public required string ShownOnce { get; init; }

    public required string NotRemoved { get; init; }

    public required string HasRemoved { get; init; }
}
