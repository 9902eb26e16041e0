namespace Tollgate.Functions.Tables;

/// <summary>The partitions of a workspace in tables whose partition keys are <c>workspace|…</c>: one range of keys.</summary>
internal static class WorkspaceRange
{
    /// <summary>What all of them begin with. It comes before all of them.</summary>
    public static string First(string workspace) => workspace + "|";

    /// <summary>Comes after all of them.</summary>
    public static string End(string workspace) => workspace + "}";
}
