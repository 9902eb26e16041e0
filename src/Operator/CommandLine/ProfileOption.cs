using System.CommandLine;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Operator.CommandLine;

/// <summary>The security profile of a client or of a workspace.</summary>
internal sealed class ProfileOption : Option<string?>
{
    private const string None = "none";
    private const string Fapi2 = "fapi2";

    public ProfileOption(string description)
        : base("--profile")
    {
        Description = description;
        AcceptOnlyFromAmong(None, Fapi2);
    }

    /// <summary>Null if the option is not named.</summary>
    public SecurityProfile? Position(ParseResult arguments) => arguments.GetValue(this) switch
    {
        None => SecurityProfile.None,
        Fapi2 => SecurityProfile.Fapi2,
        _ => null,
    };

    /// <summary>Null for no profile.</summary>
    public static string? NameOf(SecurityProfile profile) => profile == SecurityProfile.Fapi2 ? Fapi2 : null;
}
