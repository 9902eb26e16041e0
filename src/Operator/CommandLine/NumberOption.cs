using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Tollgate.Operator.CommandLine;

/// <summary>A whole number within bounds. It replaces the library's message for a text that is not a number, because that message names a .NET type.</summary>
internal sealed class NumberOption : Option<int?>
{
    private readonly string _form;
    private readonly int _least;
    private readonly int _most;

    /// <param name="unit">What is counted, in the plural.</param>
    /// <param name="usual">The value without the option. Null if there is none.</param>
    /// <param name="note">Explains the upper bound.</param>
    public NumberOption(string name, string unit, int least, int most, int? usual = null, string note = "")
        : base(name)
    {
        (_least, _most, _form) = (least, most, $"{name}: takes {unit} from {least} to {most}{note}.");
        HelpName = "N";
        CustomParser = Parse;
        if (usual is not null)
            DefaultValueFactory = _ => usual;
        Arity = ArgumentArity.ExactlyOne;
    }

    private int? Parse(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens.Single().Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= _least && number <= _most)
            return number;
        result.AddError(_form);
        return null;
    }
}
