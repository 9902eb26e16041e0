using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Workspaces;

/// <summary>Workspaces without the deployment's settings, because the tables do not contain these. A setting that the row omits is empty.</summary>
internal static class WorkspaceSettings
{
    /// <summary>A placeholder for the deployment's address. Settings do not depend on it.</summary>
    private static readonly Uri Nowhere = new("https://tollgate.invalid");

    public static Workspace Usual(string name) => new(name, IssuerOption.Below(Nowhere, name))
    {
        SigningAlgorithm = "",
        UiLocales = [],
        Scopes = StandardScopes.All,
    };

    public static Workspace UsualAt(string name, Uri? deployment) => new(name, IssuerOption.Below(deployment ?? Nowhere, name));

    /// <summary>Formats an address for people, with {host} if the host is not named.</summary>
    public static string Readable(string address) => address.Replace(Nowhere.AbsoluteUri.TrimEnd('/'), "{host}", StringComparison.Ordinal);
}
