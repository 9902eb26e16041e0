namespace Tollgate.Functions.Tables;

/// <summary>The partitions of a workspace in tables whose partition keys are <c>workspace|…</c>: one range of keys.</summary>
internal static class WorkspaceRange
{
    /// <summary>The text that all their keys begin with. It sorts before all of the keys.</summary>
    public static string First(string workspace) => workspace + "|";

    /// <summary>A text that sorts after all of the keys.</summary>
    public static string End(string workspace) => workspace + "}";
}
