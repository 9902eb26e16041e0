using System.Text;
using Tollgate.EndToEnd.Tests.Applications;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>
/// What the recording takes for granted: a workspace acme, with a client <c>demo-service</c> of its own. At the recording the client was at the
/// Functions host only, hence the three lines <c>ws cc …</c> that tell of a difference; here it is everywhere.
/// </summary>
public static class RecordedScene
{
    private const string Name = "acme";
    private const string ClientId = "demo-service";

    /// <param name="tables">Where they lie, as the operators' command takes it: a file or a connection string.</param>
    public static async Task<RecordedServer> PrepareAsync(Uri address, Uri issuer, string tables)
    {
        await OperatorProgram.RunAsync(
            "workspace", "add", Name, "--tables", tables, "--issuer", issuer.ToString(),
            "--resource", "name=Notes;audience=https://notes.example;scope=notes.read notes.write");
        var client = await OperatorProgram.RunAsync(
            "client", "add", "--workspace", Name, "--id", ClientId, "--name", "Service", "--scope", "notes.read", "--tables", tables);
        var secret = client.GetProperty("client_secret").GetString();
        return new RecordedServer(address, issuer, Convert.ToBase64String(Encoding.ASCII.GetBytes($"{ClientId}:{secret}")));
    }
}
