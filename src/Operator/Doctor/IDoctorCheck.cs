using Tollgate.Operator.Tables;
using Tollgate.Operator.Vault;

namespace Tollgate.Operator.Doctor;

/// <summary>One check of <c>doctor</c>. A new check is a class and a line in <see cref="DoctorCommand"/>.</summary>
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

/// <param name="What">A sentence that describes the finding.</param>
/// <param name="ToDo">A sentence that says what the operator can do about it.</param>
internal sealed record Finding(Severity Severity, string What, string ToDo)
{
    /// <summary>The work that <c>--fix</c> does. Null if an operator must act.</summary>
    public Func<CancellationToken, Task>? Fix { get; init; }
}

/// <summary>The deployment that the checks look at.</summary>
internal sealed record DoctorRun(StoreRun Store, UsedModes Modes)
{
    /// <summary>The resource id of the vault. Null when neither an option nor a variable names it.</summary>
    public string? VaultId { get; init; }

    /// <summary>The object id of the identity of the app. Null when neither an option nor a variable names it.</summary>
    public string? App { get; init; }

    public required IRoleAssignments RoleAssignments { get; init; }

    /// <summary>Null when neither an option nor a variable names the vault.</summary>
    public Functions.Signing.EpochSeals? Seals { get; init; }
}
