using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Tollgate.Operator.Applications;
using Tollgate.Operator.Clients;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Consents;
using Tollgate.Operator.Demo;
using Tollgate.Operator.Doctor;
using Tollgate.Operator.Issuers;
using Tollgate.Operator.Keys;
using Tollgate.Operator.Registration;
using Tollgate.Operator.Sessions;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Users;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator;

/// <summary>The command tree: one line for each group of commands.</summary>
public static class OperatorCommandLine
{
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Surroundings surroundings, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        // Response files would make "@" at the start of a name mean a file.
        var parsed = Create(surroundings).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction mistake)
            mistake.ShowHelp = parsed.CommandResult.Command.Subcommands.Count > 0;
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancellationToken);
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : exitCode;
    }

    private static RootCommand Create(Surroundings surroundings)
    {
        var stores = new StoreAccess(surroundings);
        var root = new RootCommand("Manages the clients, users, workspaces and keys of a Tollgate deployment, in its tables.")
        {
            stores.Tables,
            stores.As,
            new WorkspaceCommands(stores),
            new ClientCommands(stores),
            new RequestCommands(stores),
            new AuditCommands(stores),
            new UserCommands(stores),
            new SessionCommands(stores),
            new ConsentCommands(stores),
            new IssuerCommands(stores),
            new KeyCommands(stores),
            new RegistrationTokenCommands(stores),
            new DoctorCommand(stores),
            new DemoCommands(surroundings),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }
}
