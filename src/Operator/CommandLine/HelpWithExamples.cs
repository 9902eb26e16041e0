using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Tollgate.Operator.CommandLine;

/// <summary>The library's help, and below it command lines to paste. The command lines are never wrapped, so that an operator can paste them.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Program = "dotnet run --project src/Operator --";

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        foreach (var line in Examples(parseResult.CommandResult.Command))
            output.WriteLine(line);
        return exitCode;
    }

    private static IEnumerable<string> Examples(Command command)
    {
        var examples = command is IHasExamples { Examples: var own } ? own : Below(command).FirstOrDefault()?.Examples ?? [];
        return examples.Count == 0 ? [] : ["Examples:", .. examples.Select(example => $"  {Program} {example}"), ""];
    }

    /// <summary>The commands below a group that have examples. The help of a group shows the examples of the first one.</summary>
    private static IEnumerable<IHasExamples> Below(Command group) =>
        group.Subcommands.SelectMany(command => command is IHasExamples own ? [own] : Below(command));
}
