namespace Tollgate.TestKit;

/// <summary>Server processes that are one authorization server: the same issuer, keys and tables.</summary>
public sealed class ServerCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _keys = new();
    private readonly List<ServerProcess> _hosts = [];

    public IReadOnlyList<ServerProcess> Hosts => _hosts;

    /// <summary>The address of the first.</summary>
    public Uri Issuer => _hosts[0].Address;

    public string KeysFolder => _keys.Path;

    /// <summary>A client of the process whose turn it is.</summary>
    public HttpClient At(int turn) => _hosts[turn % _hosts.Count].Client;

    /// <param name="tables">The arguments that say where the tables lie.</param>
    public static async Task<ServerCluster> StartAsync(int count, params IReadOnlyList<string> tables)
    {
        var cluster = new ServerCluster();
        for (var i = 0; i < count; i++)
        {
            string[] issuer = i == 0 ? [] : ["--Issuer", cluster.Issuer.ToString()];
            cluster._hosts.Add(await ServerProcess.StartAsync([.. tables, "--keys", cluster.KeysFolder, .. issuer]));
        }

        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        _keys.Dispose();
    }
}
