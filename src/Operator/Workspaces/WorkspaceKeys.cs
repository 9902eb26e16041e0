using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Signing;

namespace Tollgate.Operator.Workspaces;

/// <summary>The vault keys of workspaces that have their own: what they are called and how they come to be.</summary>
internal static class WorkspaceKeys
{
    /// <summary>The azd variable of the Bicep parameter ownKeyWorkspaces.</summary>
    public const string Variable = "TOLLGATE_OWN_KEY_WORKSPACES";

    /// <summary>Whether somebody has to make them.</summary>
    public static bool AreNeeded(Workspace workspace) => workspace is { HasOwnKeys: true, SigningMode: not SigningMode.Wrapped };

    /// <summary>Which algorithms a deployment signs with the tables do not say.</summary>
    public static IReadOnlyList<string> Names(string workspace) =>
        [.. SigningAlgorithms.All.Select(algorithm => KeyNames.Signing(algorithm, workspace))];

    public static IEnumerable<string> Explanation(string workspace) =>
    [
        "It signs with keys of its own. In vault mode the vault must have one for each algorithm of the deployment before it works:",
        .. SigningAlgorithms.All.Select(algorithm => $"  {KeyNames.Signing(algorithm, workspace)}  for {algorithm}"),
        $"Provisioning makes them, for the workspaces that {Variable} names (separated by commas: keep those that it has):",
        $"  azd env set {Variable} {workspace}",
        "  azd provision",
        "In wrapped mode, and on LocalHost, the app makes them by itself.",
    ];
}
