using System.CommandLine;
using Tollgate.Domain.Audit;

namespace Tollgate.Operator.Tables;

/// <summary>One run of a command: its arguments, the stores that they name, and its outputs.</summary>
/// <param name="WhoAsync">Finds the author of the audit records. It may ask Azure, so commands that change nothing do not call it.</param>
internal sealed record StoreRun(
    ParseResult Arguments, OperatorStores Stores, Surroundings Surroundings, Func<CancellationToken, Task<string>> WhoAsync)
{
    public TextWriter Output => Arguments.InvocationConfiguration.Output;

    public TextWriter Error => Arguments.InvocationConfiguration.Error;

    /// <summary>The issuer for printed addresses if no option or variable names one. Null if the location of the tables does not determine it.</summary>
    public Uri? UsualIssuer { get; init; }

    /// <summary>The time of the run. It stays the same until the run ends.</summary>
    public DateTimeOffset Now { get; } = Surroundings.Time.GetUtcNow();

    /// <summary>The audit record of a change that this run makes.</summary>
    public async Task<AuditEntry> RecordAsync(
        string workspace, AuditKind kind, string target, string change, string? detail, CancellationToken cancellationToken) =>
        AuditEntry.New(
            workspace,
            new AuditRecord(Now, await WhoAsync(cancellationToken), target, change, string.IsNullOrEmpty(detail) ? null : detail) { Kind = kind },
            Surroundings.Randomness.Id());

    /// <summary>Writes the record and then makes the change. If the change is refused, the record is removed.</summary>
    public async Task<bool> TryAsync(AuditEntry record, Func<CancellationToken, Task<bool>> make, CancellationToken cancellationToken)
    {
        RefusedException? refusal = null;
        var isMade = await Stores.AuditTrail.TryAsync(record, MakeAsync, cancellationToken);
        return refusal is null ? isMade : throw new RefusedException(refusal.Message);

        async Task<bool> MakeAsync(CancellationToken token)
        {
            try
            {
                return await make(token);
            }
            catch (RefusedException refused)
            {
                refusal = refused;
                return false;
            }
        }
    }

    public int Refuse(string sentence)
    {
        Error.WriteLine(sentence);
        return ExitCode.Refused;
    }

    /// <summary>Asks on the error output, so that the result contains no questions. Null if the input has ended.</summary>
    public async Task<string?> AskAsync(string question, CancellationToken cancellationToken)
    {
        await Error.WriteAsync(question);
        await Error.FlushAsync(cancellationToken);
        var answer = await Surroundings.Input.ReadLineAsync(cancellationToken);
        if (answer is null)
            await Error.WriteLineAsync();
        return answer?.Trim();
    }
}
