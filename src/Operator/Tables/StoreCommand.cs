using System.CommandLine;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Tables;

/// <summary>A command that works on the tables. It opens them and describes their faults in a sentence.</summary>
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

    /// <summary>Whether the command makes a missing file. For other commands a missing file is a mistyped name.</summary>
    protected virtual bool MakesFile(ParseResult arguments) => false;

    /// <summary>A sentence about arguments that do not fit together, or null. Each argument has been checked alone before.</summary>
    protected virtual string? Mistake(ParseResult arguments) => null;

    /// <summary>A sentence about arguments that do not fit the place of the tables, or null.</summary>
    protected virtual string? MistakeAt(TablesLocation location, ParseResult arguments) => null;

    /// <summary>A sentence about the state of the tables that rules the command out, or null.</summary>
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
        await error.WriteLineAsync($"There is no file {file.Path}. LocalHost makes it, or the first command that adds something.");
        return ExitCode.Refused;
    }

    private async Task<int> RunAtAsync(TablesLocation location, ParseResult arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var stores = await OperatorStores.OpenAsync(location, _stores.Surroundings, cancellationToken);
            var run = new StoreRun(arguments, stores, _stores.Surroundings, token => _stores.WhoAsync(arguments, location, token));
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
