using System.CommandLine;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Tables;

/// <summary>A command that works on the tables: opens them for it and tells their faults in a sentence.</summary>
internal abstract class StoreCommand : Command, IHasExamples
{
    private readonly StoreAccess _stores;

    protected StoreCommand(string name, string description, StoreAccess stores)
        : base(name, description)
    {
        _stores = stores;
        SetAction(InvokeAsync);
    }

    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Whether a file that does not exist yet is made; elsewhere it is a mistyped name.</summary>
    protected virtual bool MakesFile(ParseResult arguments) => false;

    /// <summary>What is wrong with the arguments taken together, in a sentence, or null; each by itself has been checked.</summary>
    protected virtual string? Mistake(ParseResult arguments) => null;

    /// <summary>The same, of arguments that are right at one place and wrong at another.</summary>
    protected virtual string? MistakeAt(TablesLocation location, ParseResult arguments) => null;

    /// <summary>Why the tables as they are do not allow the command at all, in a sentence, or null.</summary>
    protected virtual Task<string?> RefusalAsync(StoreRun run, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    protected abstract Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken);

    private async Task<int> InvokeAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var error = arguments.InvocationConfiguration.Error;
        TablesLocation location;
        try
        {
            if (Mistake(arguments) is { } mistake)
                throw new FormatException(mistake);
            location = _stores.Locate(arguments);
            if (MistakeAt(location, arguments) is { } mistakeThere)
                throw new FormatException(mistakeThere);
        }
        catch (FormatException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCode.Usage;
        }

        if (MakesFile(arguments) || location is not TablesLocation.EmbeddedFile { Exists: false } file)
            return await RunAtAsync(location, arguments, cancellationToken);
        await error.WriteLineAsync($"There is no file {file.Path}. LocalHost makes it, or the first thing that is added.");
        return ExitCode.Refused;
    }

    private async Task<int> RunAtAsync(TablesLocation location, ParseResult arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var stores = await OperatorStores.OpenAsync(location, _stores.Surroundings, cancellationToken);
            var run = new StoreRun(arguments, stores, _stores.Surroundings);
            return await RefusalAsync(run, cancellationToken) is { } refusal
                ? run.Refuse(refusal)
                : await RunAsync(run, cancellationToken);
        }
        catch (RefusedException exception)
        {
            await arguments.InvocationConfiguration.Error.WriteLineAsync(exception.Message);
            return ExitCode.Refused;
        }
        catch (Exception exception) when (TablesFault.Describe(exception, location) is { } sentence)
        {
            await arguments.InvocationConfiguration.Error.WriteLineAsync(sentence);
            return ExitCode.Refused;
        }
    }
}
