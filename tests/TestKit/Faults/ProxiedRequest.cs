namespace Tollgate.TestKit.Faults;

/// <summary>A request that reached the proxy, and the fault that the proxy applied. The fault is null if there was none.</summary>
public sealed record ProxiedRequest(string Method, string Path, Fault? Fault = null)
{
    /// <summary>Whether the request may change something on the server.</summary>
    public bool IsWrite => Method != "GET";

    /// <summary>Whether the request addresses an entity of this table or queries the table.</summary>
    public bool IsTo(string table) =>
        Path.Contains($"/{table}(", StringComparison.OrdinalIgnoreCase)
        || Path.Split('?')[0].EndsWith($"/{table}", StringComparison.OrdinalIgnoreCase);
}
