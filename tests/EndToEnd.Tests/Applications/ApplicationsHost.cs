using System.Collections.Concurrent;
using System.Text.Json;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>A server and further processes on the same tables. The operators' command works on these tables at the same time.</summary>
public sealed class ApplicationsHost : IAsyncLifetime
{
    public const string Audience = "https://notes.example";

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentBag<ServerProcess> _more = [];

    public ServerProcess Host { get; private set; } = null!;

    private string File => _folder.PathOf("tollgate.db");

    private string Server => Host.Address.ToString().TrimEnd('/');

    public string IssuerOf(string workspace) => workspace == Workspace.DefaultName ? Server : $"{Server}/{workspace}";

    /// <summary>The address to which an endpoint's own path is added.</summary>
    public string BaseOf(string workspace) => workspace == Workspace.DefaultName ? Server : $"{Server}/{workspace}/oauth2";

    public async ValueTask InitializeAsync() => Host = await StartAsync();

    /// <summary>Starts another instance of the same server.</summary>
    public async Task<ServerProcess> StartAnotherAsync()
    {
        var another = await StartAsync("--Issuer", Server);
        _more.Add(another);
        return another;
    }

    public Task<JsonElement> AddWorkspaceAsync(string name) => RunAsync(
        "workspace", "add", name, "--display-name", "The garden of Acme & Sons", "--resource",
        $"name=Notes;audience={Audience};scope=notes.read notes.write;docs={Audience}/docs;graphql={Audience}/graphql");

    /// <summary>Returns a link with which a user chooses a password.</summary>
    public async Task<string> InviteAsync(string workspace, string username, bool isOperator)
    {
        string[] role = isOperator ? ["--operator"] : [];
        var invited = await RunAsync(["user", "invite", username, "--workspace", workspace, "--issuer", Server, .. role]);
        return invited.GetProperty("invitation").GetString()!;
    }

    public Task<JsonElement> RunAsync(params IEnumerable<string> arguments) => OperatorProgram.RunAsync([.. arguments, "--tables", File]);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _more.Append(Host))
            await host.DisposeAsync();
        _folder.Dispose();
    }

    private Task<ServerProcess> StartAsync(params IEnumerable<string> more) =>
        ServerProcess.StartAsync(["--data", File, "--keys", _folder.Path, .. more]);
}
