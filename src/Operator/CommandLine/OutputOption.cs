using System.CommandLine;

namespace Tollgate.Operator.CommandLine;

/// <summary>Text for people or JSON for scripts.</summary>
internal sealed class OutputOption : Option<string>
{
    private const string Json = "json";
    private const string Text = "text";

    public OutputOption()
        : base("--output", "-o")
    {
        Description = "Text for people or JSON for scripts.";
        DefaultValueFactory = _ => Text;
        AcceptOnlyFromAmong(Text, Json);
    }

    public bool IsJson(ParseResult arguments) => arguments.GetValue(this) == Json;
}
