namespace Tollgate.EmbeddedTables;

/// <summary>The tables of one store. Names are compared without regard to case.</summary>
internal interface ITableStore : IDisposable
{
    /// <summary>True if the call made the table. False if it existed.</summary>
    bool CreateTable(string name);

    IStoredTable? FindTable(string name);

    IReadOnlyList<string> TableNames();
}
