using Tollgate.TestKit.Rows;

namespace Tollgate.Functions.Tests.Rows;

/// <summary>The servers of a test class, one for each folder and signing mode. A server starts when the first test requests it.</summary>
public sealed class StoredHosts : IAsyncDisposable
{
    private readonly Dictionary<(string Folder, string Mode), StoredHost> _hosts = [];

    public static TheoryData<string> Folders { get; } = [.. StoredRows.Folders];

    public static TheoryData<string, string> FoldersAndModes
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var folder in StoredRows.Folders)
            {
                all.Add(folder, StoredHost.Local);
                all.Add(folder, StoredHost.Wrapped);
            }

            return all;
        }
    }

    internal async Task<StoredHost> GetAsync(string folder, string mode = StoredHost.Local) =>
        _hosts.TryGetValue((folder, mode), out var known) ? known : _hosts[(folder, mode)] = await StoredHost.StartAsync(folder, mode);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values)
            await host.DisposeAsync();
    }
}
