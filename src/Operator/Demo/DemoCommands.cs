using System.CommandLine;

namespace Tollgate.Operator.Demo;

/// <summary>The group <c>demo</c>: commands for the demo of LocalHost.</summary>
internal sealed class DemoCommands : Command
{
    public DemoCommands(Surroundings surroundings)
        : base("demo", "Helps you to try the demo of LocalHost.") =>
        Subcommands.Add(new DemoExternalToken(surroundings));
}
