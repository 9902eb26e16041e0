namespace Tollgate.EmbeddedTables;

/// <summary>The tables of one store; names are compared without regard to case.</summary>
internal interface ITableStore : IDisposable
{
    /// <summary>Says whether the table was made; false if it was there.</summary>
    bool CreateTable(string name);

    IStoredTable? FindTable(string name);

    IReadOnlyList<string> TableNames();
}
