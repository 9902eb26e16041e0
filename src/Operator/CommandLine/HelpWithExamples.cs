using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Tollgate.Operator.CommandLine;

/// <summary>The library's help, and below it command lines to paste. Unlike a description they are never wrapped.</summary>
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

    /// <summary>A group has no examples of its own. The examples of its first command show the form.</summary>
    private static IEnumerable<IHasExamples> Below(Command group) =>
        group.Subcommands.SelectMany(command => command is IHasExamples own ? [own] : Below(command));
}
