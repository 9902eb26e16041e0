namespace Tollgate.Functions.Functions;

/// <summary>What routes have in common. The host takes the first that matches, in the order of the functions' names.</summary>
internal static class Routes
{
    /// <summary>Before the paths of a workspace's endpoints.</summary>
    public const string InWorkspace = "{workspace}/oauth2/";
}
