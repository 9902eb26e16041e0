using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Vault;

namespace Tollgate.Operator.Doctor;

/// <summary>
/// <c>doctor</c>: checks a deployment, and says what is wrong and what to do. With <c>--fix</c> it removes rights and rows that no signing
/// mode in use needs.
/// </summary>
internal sealed class DoctorCommand : StoreCommand
{
    /// <summary>The checks, in the order of their output.</summary>
    private static readonly IReadOnlyList<IDoctorCheck> Checks =
    [
        new SigningModeCheck(),
        new KeySealCheck(),
        new AuditCopyCheck(),
    ];

    private readonly Surroundings _surroundings;
    private readonly VaultAccess _vault;
    private readonly DeploymentOptions _deployment;

    private readonly Option<string?> _mode = new("--mode")
    {
        HelpName = "MODE",
        Description = "The signing mode of the deployment: vault or wrapped. Without the option: the variable TOLLGATE_SIGNING_MODE, or else vault.",
    };

    private readonly Option<bool?> _both = new("--both-modes")
    {
        Description = "The app has the rights of both modes. Without the option: the variable TOLLGATE_BOTH_SIGNING_MODES.",
    };

    private readonly Option<bool> _fix = new("--fix") { Description = "Removes what no mode in use needs." };

    public DoctorCommand(StoreAccess stores)
        : base("doctor", "Checks a deployment, and says what is wrong and what to do about it. The exit code is 1 when something is wrong.", stores)
    {
        _surroundings = stores.Surroundings;
        (_vault, _deployment) = (new VaultAccess(_surroundings), new DeploymentOptions(_surroundings));
        _mode.AcceptOnlyFromAmong("vault", "wrapped");
        Options.Add(_vault.Vault);
        _deployment.AddTo(this);
        foreach (var option in new Option[] { _mode, _both, _fix })
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples => ["doctor --mode wrapped --tables tollgate.db", "doctor --fix --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var doctor = new DoctorRun(run, await UsedModes.ReadAsync(run, ModeOf(run.Arguments), IsBoth(run.Arguments), cancellationToken))
        {
            VaultId = _deployment.VaultId(run.Arguments),
            App = _deployment.App(run.Arguments),
            RoleAssignments = _surroundings.RoleAssignments,
            Seals = _vault.Seals(run.Arguments),
        };
        var isWrong = false;
        foreach (var check in Checks)
            isWrong |= await TellAsync(check, doctor, run.Arguments.GetValue(_fix), cancellationToken);
        if (!isWrong)
            await run.Output.WriteLineAsync("Nothing is wrong.");
        return isWrong ? ExitCode.Refused : ExitCode.Done;
    }

    /// <summary>Makes one check and prints its findings. If the check cannot be made, that is a finding, and the next check still runs.</summary>
    private static async Task<bool> TellAsync(IDoctorCheck check, DoctorRun doctor, bool isFixing, CancellationToken cancellationToken)
    {
        var isWrong = false;
        foreach (var finding in await FindAsync(check, doctor, cancellationToken))
        {
            var isFixed = isFixing && finding.Fix is not null && await TryAsync(check, finding, finding.Fix, doctor, cancellationToken);
            isWrong |= finding.Severity != Severity.Note && !isFixed;
            await doctor.Store.Output.WriteLineAsync($"{finding.Severity.ToString().ToLowerInvariant()}: {check.Name}: {finding.What}");
            await doctor.Store.Output.WriteLineAsync(isFixed ? "  Done: removed." : $"  {finding.ToDo}");
        }

        return isWrong;
    }

    private static async Task<IReadOnlyList<Finding>> FindAsync(IDoctorCheck check, DoctorRun doctor, CancellationToken cancellationToken)
    {
        try
        {
            return await check.FindAsync(doctor, cancellationToken);
        }
        catch (RefusedException refusal)
        {
            return [new Finding(Severity.Error, "The check could not be made.", refusal.Message)];
        }
    }

    private static async Task<bool> TryAsync(
        IDoctorCheck check, Finding finding, Func<CancellationToken, Task> fix, DoctorRun doctor, CancellationToken cancellationToken)
    {
        try
        {
            var record = await doctor.Store.RecordAsync(
                Workspace.DefaultName, AuditKind.Deployment, check.Name, Changes.Mended, finding.What, cancellationToken);
            return await doctor.Store.TryAsync(record, MendAsync, cancellationToken);
        }
        catch (RefusedException refusal)
        {
            await doctor.Store.Error.WriteLineAsync(refusal.Message);
            return false;
        }

        async Task<bool> MendAsync(CancellationToken token)
        {
            await fix(token);
            return true;
        }
    }

    private SigningMode ModeOf(ParseResult arguments) =>
        (arguments.GetValue(_mode) ?? _surroundings.Variable("TOLLGATE_SIGNING_MODE")) == "wrapped" ? SigningMode.Wrapped : SigningMode.Vault;

    private bool IsBoth(ParseResult arguments) =>
        arguments.GetValue(_both) ?? (bool.TryParse(_surroundings.Variable("TOLLGATE_BOTH_SIGNING_MODES"), out var both) && both);
}
