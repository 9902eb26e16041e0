using Tollgate.Domain.Handles;
using Tollgate.Functions.Sealing;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Vault;

namespace Tollgate.Operator;

/// <summary>The things that a command uses besides its arguments: the clock, randomness, the keyboard, the environment and Azure.</summary>
public sealed record Surroundings(TimeProvider Time, Randomness Randomness, TextReader Input, Func<string, string?> Variable)
{
    /// <summary>Reads a line without showing it. Null if there is no terminal.</summary>
    public Func<string?>? ReadHiddenLine { get; init; }

    /// <summary>Opens the secret of the root in the vault at an address.</summary>
    public Func<Uri, VaultRootSecret> OpenRoot { get; init; } = address => VaultRootSecret.Open(address, AzureSignIn.Credential, TimeProvider.System);

    /// <summary>The role assignments of Azure.</summary>
    public IRoleAssignments RoleAssignments { get; init; } = new AzureRoleAssignments(AzureSignIn.Credential);

    /// <summary>The account with which the operator signed in to Azure. Null if the account is not known.</summary>
    public Func<CancellationToken, Task<string?>> AzureUser { get; init; } = _ => Task.FromResult<string?>(null);

    /// <summary>The account of the operating system. Null if there is none.</summary>
    public string? SystemUser { get; init; }

    /// <summary>The columns of the terminal that shows the result. Null if the result goes elsewhere.</summary>
    public int? TerminalWidth { get; init; }

    public static Surroundings OfProcess() => new(TimeProvider.System, new Randomness(), Console.In, Environment.GetEnvironmentVariable)
    {
        ReadHiddenLine = Console.IsInputRedirected ? null : Keyboard.ReadHiddenLine,
        AzureUser = AzureSignIn.UserAsync,
        SystemUser = Environment.UserName,
        TerminalWidth = Terminal.Width,
    };
}
