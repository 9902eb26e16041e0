using System.CommandLine;

namespace Tollgate.Operator.Tables;

/// <summary>One run of a command: its arguments, the stores that they name, and where its words go.</summary>
internal sealed record StoreRun(ParseResult Arguments, OperatorStores Stores, Surroundings Surroundings)
{
    public TextWriter Output => Arguments.InvocationConfiguration.Output;

    public TextWriter Error => Arguments.InvocationConfiguration.Error;

    /// <summary>One time for all that a run does.</summary>
    public DateTimeOffset Now { get; } = Surroundings.Time.GetUtcNow();

    public int Refuse(string sentence)
    {
        Error.WriteLine(sentence);
        return ExitCode.Refused;
    }

    /// <summary>Asks on the error output, so that what a script collects is the result alone. Null where nobody answers.</summary>
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
