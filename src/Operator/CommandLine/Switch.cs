using System.CommandLine;

namespace Tollgate.Operator.CommandLine;

/// <summary>The two positions of a switch as two options, such as --pkce and --no-pkce. If neither option is named, the switch keeps its position.</summary>
internal sealed class Switch(string on, string onDescription, string off, string offDescription)
{
    private readonly Option<bool> _on = new(on) { Description = onDescription };
    private readonly Option<bool> _off = new(off) { Description = offDescription };

    public IReadOnlyList<Option> Options => [_on, _off];

    public bool? Position(ParseResult arguments) => (arguments.GetValue(_on), arguments.GetValue(_off)) switch
    {
        (true, _) => true,
        (_, true) => false,
        _ => null,
    };

    /// <summary>A sentence if both options are named, or null.</summary>
    public string? Mistake(ParseResult arguments) =>
        arguments.GetValue(_on) && arguments.GetValue(_off) ? $"{_on.Name} and {_off.Name} exclude each other." : null;
}
