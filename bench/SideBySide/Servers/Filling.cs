using System.Globalization;

namespace Tollgate.SideBySide.Servers;

/// <summary>The rows in the tables before a server listens.</summary>
/// <param name="TokenFile">Where refresh tokens of some of the grants are written down for the load.</param>
/// <param name="Workspaces">Each with a client.</param>
/// <param name="ConnectionString">Tables elsewhere; embedded ones where empty.</param>
internal sealed record Filling(string TokenFile, int Grants, int Clients, int Workspaces, string ConnectionString)
{
    public string[] Arguments =>
    [
        TokenFile, Grants.ToString(CultureInfo.InvariantCulture), Clients.ToString(CultureInfo.InvariantCulture),
        Workspaces.ToString(CultureInfo.InvariantCulture), ConnectionString,
    ];

    public static Filling Read(string[] arguments) => new(
        arguments[0], Number(arguments[1]), Number(arguments[2]), Number(arguments[3]), arguments[4]);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
