using System.CommandLine;

namespace Tollgate.Operator.CommandLine;

/// <summary>A setting that is on or off. The setting keeps its value if the option is not named.</summary>
internal sealed class OnOffOption : Option<string?>
{
    private const string On = "on";
    private const string Off = "off";

    public OnOffOption(string name, string description)
        : base(name)
    {
        Description = description;
        AcceptOnlyFromAmong(On, Off);
    }

    public bool? Position(ParseResult arguments) => arguments.GetValue(this) switch
    {
        On => true,
        Off => false,
        _ => null,
    };
}
