namespace Tollgate.TestKit.Faults;

/// <summary>A request as the proxy sees it pass, and what it did to it; null where it did nothing.</summary>
public sealed record ProxiedRequest(string Method, string Path, Fault? Fault = null)
{
    /// <summary>Whether it changes something where it goes.</summary>
    public bool IsWrite => Method != "GET";

    /// <summary>Whether it goes to an entity or the query of this table.</summary>
    public bool IsTo(string table) =>
        Path.Contains($"/{table}(", StringComparison.OrdinalIgnoreCase)
        || Path.Split('?')[0].EndsWith($"/{table}", StringComparison.OrdinalIgnoreCase);
}
