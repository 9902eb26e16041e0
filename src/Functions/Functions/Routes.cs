namespace Tollgate.Functions.Functions;

/// <summary>The common parts of routes. The host takes the first matching route in the order of the functions' names.</summary>
internal static class Routes
{
    /// <summary>The prefix of a workspace's endpoints.</summary>
    public const string InWorkspace = "{workspace}/oauth2/";
}
