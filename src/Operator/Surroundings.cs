using Tollgate.Domain.Handles;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator;

/// <summary>A command's inputs besides its arguments: the clock, randomness, the keyboard and the environment.</summary>
public sealed record Surroundings(TimeProvider Time, Randomness Randomness, TextReader Input, Func<string, string?> Variable)
{
    /// <summary>Reads a line without showing it. Null without a terminal.</summary>
    public Func<string?>? ReadHiddenLine { get; init; }

    public static Surroundings OfProcess() => new(TimeProvider.System, new Randomness(), Console.In, Environment.GetEnvironmentVariable)
    {
        ReadHiddenLine = Console.IsInputRedirected ? null : Keyboard.ReadHiddenLine,
    };
}
