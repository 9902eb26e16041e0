using System.CommandLine;

namespace Tollgate.Operator.Demo;

/// <summary>The group <c>demo</c>: what goes with the demo of LocalHost.</summary>
internal sealed class DemoCommands : Command
{
    public DemoCommands(Surroundings surroundings)
        : base("demo", "Helps to try LocalHost's demo out.") =>
        Subcommands.Add(new DemoExternalToken(surroundings));
}
