using System.CommandLine;

namespace Tollgate.Operator.Tables;

/// <summary>One run of a command: its arguments, the stores that they name, and its outputs.</summary>
internal sealed record StoreRun(ParseResult Arguments, OperatorStores Stores, Surroundings Surroundings)
{
    public TextWriter Output => Arguments.InvocationConfiguration.Output;

    public TextWriter Error => Arguments.InvocationConfiguration.Error;

    /// <summary>For printed addresses if nobody names the issuer of the deployment. Null if the place of the tables does not tell.</summary>
    public Uri? UsualIssuer { get; init; }

    /// <summary>The whole run uses one time.</summary>
    public DateTimeOffset Now { get; } = Surroundings.Time.GetUtcNow();

    public int Refuse(string sentence)
    {
        Error.WriteLine(sentence);
        return ExitCode.Refused;
    }

    /// <summary>Asks on the error output, so that a script collects only the result. Null if the input has ended.</summary>
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
