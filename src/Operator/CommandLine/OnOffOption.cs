using System.CommandLine;

namespace Tollgate.Operator.CommandLine;

/// <summary>Something that is on or off; not named, it stays as it is.</summary>
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
