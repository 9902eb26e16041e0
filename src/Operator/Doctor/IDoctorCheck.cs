using Tollgate.Operator.Tables;
using Tollgate.Operator.Vault;

namespace Tollgate.Operator.Doctor;

/// <summary>One thing that <c>doctor</c> looks at. A new check is a class and a line in <see cref="DoctorCommand"/>.</summary>
internal interface IDoctorCheck
{
    string Name { get; }

    Task<IReadOnlyList<Finding>> FindAsync(DoctorRun run, CancellationToken cancellationToken);
}

/// <summary>How bad a finding is. A note does not change the exit code.</summary>
internal enum Severity
{
    Note,
    Warning,
    Error,
}

/// <param name="What">What is the case, in a sentence.</param>
/// <param name="ToDo">What the operator does about it, in a sentence.</param>
internal sealed record Finding(Severity Severity, string What, string ToDo)
{
    /// <summary>Does it, with <c>--fix</c>. Null where only an operator can decide.</summary>
    public Func<CancellationToken, Task>? Fix { get; init; }
}

/// <summary>What the checks look at.</summary>
internal sealed record DoctorRun(StoreRun Store, UsedModes Modes)
{
    /// <summary>The resource id of the vault, where somebody says it.</summary>
    public string? VaultId { get; init; }

    /// <summary>The object id of the identity of the app, where somebody says it.</summary>
    public string? App { get; init; }

    public required IRoleAssignments RoleAssignments { get; init; }

    /// <summary>Null where nobody says where the vault is.</summary>
    public Functions.Signing.EpochSeals? Seals { get; init; }
}
