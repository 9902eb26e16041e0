namespace Tollgate.Operator.CommandLine;

/// <summary>A command whose help ends with examples.</summary>
internal interface IHasExamples
{
    /// <summary>Command lines for the help, without the program's name.</summary>
    IReadOnlyList<string> Examples { get; }
}
