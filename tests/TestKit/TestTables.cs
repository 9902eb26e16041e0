using System.Collections.Concurrent;
using Azure.Data.Tables;
using Tollgate.EmbeddedTables;

namespace Tollgate.TestKit;

/// <summary>Tables that a server and the operator commands share. LocalHost uses a file. A worker uses an account of Azurite instead.</summary>
public static class TestTables
{
    private static readonly ConcurrentDictionary<string, string> Accounts = new();

    /// <param name="tables">A file name, or a connection string. A connection string is returned unchanged.</param>
    public static string Of(string tables) => ServerProcess.IsWorker && !tables.Contains("AccountName=", StringComparison.Ordinal)
        ? Accounts.GetOrAdd(tables, _ => AzuriteServer.Shared.NewAccount())
        : tables;

    /// <summary>Opens the same tables for the test itself.</summary>
    public static TableServiceClient Open(string tables) =>
        ServerProcess.IsWorker ? new TableServiceClient(Of(tables)) : TableEngine.File(tables, TimeProvider.System);
}
