using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using Tollgate.EmbeddedTables;

namespace Tollgate.TestKit.Rows;

/// <summary>
/// The rows that one version of the server wrote, and their clear text. They are in a folder of <c>tests/Rows</c>, with a file of JSON Lines for each table.
/// </summary>
public sealed class StoredRows
{
    private const string Extension = ".jsonl";

    /// <summary>
    /// The time between the last write and the start of a server on the rows. Retries and the grace of refresh tokens are over then, and access tokens are
    /// still valid.
    /// </summary>
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(5);

    private StoredRows(string name, ClearText clear, IReadOnlyDictionary<string, IReadOnlyList<StoredRow>> tables) =>
        (Name, Clear, Tables) = (name, clear, tables);

    /// <summary>The names of all folders.</summary>
    public static IReadOnlyList<string> Folders { get; } =
        [.. Directory.EnumerateDirectories(Repository.PathOf("tests", "Rows")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    public string Name { get; }

    public ClearText Clear { get; }

    /// <summary>The rows of each table, in the order of their keys.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<StoredRow>> Tables { get; }

    public static string PathOf(string name) => Repository.PathOf("tests", "Rows", name);

    public static StoredRows Read(string name)
    {
        var folder = PathOf(name);
        var tables = Directory.EnumerateFiles(folder, "*" + Extension).ToDictionary(
            file => Path.GetFileNameWithoutExtension(file), file => (IReadOnlyList<StoredRow>)[.. File.ReadLines(file).Select(RowLine.Read)]);
        return new StoredRows(name, ClearText.Read(folder), tables);
    }

    public static async Task WriteAsync(TableServiceClient tables, IEnumerable<string> names, ClearText clear, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in names)
        {
            var rows = new List<TableEntity>();
            await foreach (var row in tables.GetTableClient(name).QueryAsync<TableEntity>())
                rows.Add(row);
            var lines = rows
                .OrderBy(row => row.PartitionKey, StringComparer.Ordinal).ThenBy(row => row.RowKey, StringComparer.Ordinal)
                .Select(row => RowLine.Write(new StoredRow(row.Timestamp!.Value, row)) + "\n");
            await File.WriteAllTextAsync(Path.Combine(folder, name + Extension), string.Concat(lines));
        }

        clear.Write(folder);
    }

    /// <summary>Opens the embedded engine with the rows. Each row has its original write time, and the clock is some minutes after the last write.</summary>
    public async Task<(TableServiceClient Tables, FakeTimeProvider Clock)> OpenAsync()
    {
        var clock = new FakeTimeProvider(Tables.Values.SelectMany(rows => rows).Min(row => row.Timestamp));
        var tables = TableEngine.InMemory(clock);
        await LoadAsync(tables, moment => clock.Advance(moment - clock.GetUtcNow()));
        clock.Advance(Clear.WrittenAt + Later - clock.GetUtcNow());
        return (tables, clock);
    }

    /// <summary>Inserts all rows in the order in which they were written.</summary>
    /// <param name="reach">Called before each row is inserted, with the time when the row was written.</param>
    public async Task LoadAsync(TableServiceClient tables, Action<DateTimeOffset>? reach = null)
    {
        foreach (var name in Tables.Keys)
            await tables.CreateTableIfNotExistsAsync(name);
        foreach (var (name, row) in Tables.SelectMany(table => table.Value.Select(row => (table.Key, row))).OrderBy(pair => pair.row.Timestamp))
        {
            reach?.Invoke(row.Timestamp);
            await tables.GetTableClient(name).AddEntityAsync(row.Entity);
        }
    }
}
