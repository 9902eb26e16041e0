namespace Tollgate.TestKit;

/// <summary>Several server processes of one authorization server, with the same issuer, keys and tables.</summary>
public sealed class ServerCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _keys = new();
    private readonly List<ServerProcess> _hosts = [];

    public IReadOnlyList<ServerProcess> Hosts => _hosts;

    /// <summary>The address of the first process, which is the issuer.</summary>
    public Uri Issuer => _hosts[0].Address;

    public string KeysFolder => _keys.Path;

    /// <summary>The HTTP client of the process for this turn. Successive turns use the processes one after another.</summary>
    public HttpClient At(int turn) => _hosts[turn % _hosts.Count].Client;

    /// <param name="tables">The arguments that name the location of the tables.</param>
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
