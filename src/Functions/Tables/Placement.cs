namespace Tollgate.Functions.Tables;

/// <summary>
/// Says in which storage account an id lies. Today every id lies in the home account. Ids begin with a shard, <c>0</c> to
/// <c>f</c>. The letters <c>g</c> to <c>z</c> as first character are reserved for further accounts (docs/adr/0019).
/// </summary>
public static class Placement
{
    /// <summary>The account of the rows whose key is not an id: workspaces, clients, users.</summary>
    public const int Home = 0;

    public static int AccountOf(string id) => Home;
}
