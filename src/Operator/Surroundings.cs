using Tollgate.Domain;

namespace Tollgate.Operator;

/// <summary>What a command takes from outside besides its arguments: the clock, chance, the keyboard and the environment.</summary>
public sealed record Surroundings(TimeProvider Time, Randomness Randomness, TextReader Input, Func<string, string?> Variable)
{
    public static Surroundings OfProcess() => new(TimeProvider.System, new Randomness(), Console.In, Environment.GetEnvironmentVariable);
}
