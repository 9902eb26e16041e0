namespace Tollgate.ColdStart;

/// <summary>A published function app that answers POST /token.</summary>
internal sealed record App(string Name, string Folder, Dictionary<string, string> Settings)
{
    public static App Tollgate(string name, string folder, string tables, Dictionary<string, string> settings) =>
        new(name, folder, new(settings) { ["Issuer"] = "http://127.0.0.1:7071", ["Tables__ConnectionString"] = tables });
}
