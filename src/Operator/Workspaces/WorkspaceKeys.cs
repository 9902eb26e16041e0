using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Signing;

namespace Tollgate.Operator.Workspaces;

/// <summary>The names of the vault keys of workspaces with their own keys, and the steps that make these keys.</summary>
internal static class WorkspaceKeys
{
    /// <summary>The azd variable of the Bicep parameter ownKeyWorkspaces.</summary>
    public const string Variable = "TOLLGATE_OWN_KEY_WORKSPACES";

    /// <summary>Whether an operator must have vault keys made for the workspace. In wrapped mode the app makes the keys.</summary>
    public static bool AreNeeded(Workspace workspace) => workspace is { HasOwnKeys: true, SigningMode: not SigningMode.Wrapped };

    /// <summary>The name of a key for each supported algorithm. The tables do not say which of the algorithms the deployment uses.</summary>
    public static IReadOnlyList<string> Names(string workspace) =>
        [.. SigningAlgorithms.All.Select(algorithm => KeyNames.Signing(algorithm, workspace))];

    public static IEnumerable<string> Explanation(string workspace) =>
    [
        "The workspace signs with keys of its own. In vault mode it works only after the vault has one for each algorithm of the deployment:",
        .. SigningAlgorithms.All.Select(algorithm => $"  {KeyNames.Signing(algorithm, workspace)}  for {algorithm}"),
        $"Provisioning makes the keys for the workspaces that {Variable} names, separated by commas (keep the present names):",
        $"  azd env set {Variable} {workspace}",
        "  azd provision",
        "In wrapped mode, and on LocalHost, the app makes the keys.",
    ];
}
