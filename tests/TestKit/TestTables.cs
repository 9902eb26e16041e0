using System.Collections.Concurrent;
using Azure.Data.Tables;
using Tollgate.EmbeddedTables;

namespace Tollgate.TestKit;

/// <summary>Tables that a server and the operators' command share: a file for LocalHost; for a worker, an account of Azurite in its place.</summary>
public static class TestTables
{
    private static readonly ConcurrentDictionary<string, string> Accounts = new();

    /// <param name="tables">A file, or a connection string that stays as it is.</param>
    public static string Of(string tables) => ServerProcess.IsWorker && !tables.Contains("AccountName=", StringComparison.Ordinal)
        ? Accounts.GetOrAdd(tables, _ => AzuriteServer.Shared.NewAccount())
        : tables;

    /// <summary>The same tables for the test itself.</summary>
    public static TableServiceClient Open(string tables) =>
        ServerProcess.IsWorker ? new TableServiceClient(Of(tables)) : TableEngine.File(tables, TimeProvider.System);
}
