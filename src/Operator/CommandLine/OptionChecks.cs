using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tollgate.Operator.CommandLine;

/// <summary>Checks values on the command line, so that a mistake is reported before the tables are opened.</summary>
internal static class OptionChecks
{
    /// <param name="mistake">A sentence about a mistake in the value, or null.</param>
    public static Option<T> Checked<T>(this Option<T> option, Func<T, string?> mistake)
    {
        option.Validators.Add(result =>
        {
            if (Value<T>(result) is T value && mistake(value) is { } sentence)
                result.AddError($"{option.Name}: {sentence}");
        });
        return option;
    }

    /// <summary>Whether the command line contains the option, with any value.</summary>
    public static bool IsNamed(this ParseResult arguments, Option option) => arguments.GetResult(option) is { Implicit: false };

    /// <summary>Null if the text is not a value of the type. The library has already reported that mistake.</summary>
    private static object? Value<T>(OptionResult result)
    {
        try
        {
            return result.GetValueOrDefault<T>();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
