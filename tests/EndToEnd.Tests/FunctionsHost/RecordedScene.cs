using System.Text;
using Tollgate.EndToEnd.Tests.Applications;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>
/// The data that the recording assumes: a workspace acme with its own client <c>demo-service</c>. At the time of the recording only the
/// Functions host had this client, so three lines <c>ws cc …</c> of the recording show a difference. Here every server has the client.
/// </summary>
public static class RecordedScene
{
    private const string Name = "acme";
    private const string ClientId = "demo-service";

    /// <param name="tables">The place of the tables, in the form that the operators' command takes: a file or a connection string.</param>
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
