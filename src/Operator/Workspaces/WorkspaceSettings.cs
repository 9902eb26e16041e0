using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Workspaces;

/// <summary>Workspaces as their rows have them: what the row leaves to the deployment is empty, for the tables do not say what the deployment is.</summary>
internal static class WorkspaceSettings
{
    /// <summary>Stands for the deployment's address, which settings do not depend on.</summary>
    private static readonly Uri Nowhere = new("https://tollgate.invalid");

    public static Workspace Usual(string name) => new(name, IssuerOption.Below(Nowhere, name))
    {
        SigningAlgorithm = "",
        UiLocales = [],
        Scopes = StandardScopes.All,
    };

    public static Workspace UsualAt(string name, Uri? deployment) => new(name, IssuerOption.Below(deployment ?? Nowhere, name));

    /// <summary>Addresses for people, with {host} where nobody said which.</summary>
    public static string Readable(string address) => address.Replace(Nowhere.AbsoluteUri.TrimEnd('/'), "{host}", StringComparison.Ordinal);
}
