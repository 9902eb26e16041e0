using System.Globalization;

namespace Tollgate.SideBySide.Servers;

/// <summary>The rows that are in the tables before a server listens.</summary>
/// <param name="TokenFile">The file for the refresh tokens of some grants, which the load uses.</param>
/// <param name="Workspaces">The number of workspaces. Each has one client.</param>
/// <param name="ConnectionString">The connection string of external tables. If it is empty, the tables are embedded.</param>
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
