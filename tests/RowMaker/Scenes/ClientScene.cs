using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;
using static Tollgate.RowMaker.Scenes.WorkspaceScene;

namespace Tollgate.RowMaker.Scenes;

/// <summary>Clients that an operator adds and changes at the command line, in addition to those of the demo.</summary>
internal static class ClientScene
{
    public const string Steady = "steady";

    public static async Task RunAsync(Stage stage)
    {
        foreach (var name in new[] { "demo-service", "demo-web", "demo-legacy" })
            stage.Clear.Secret(name, name + "-secret");
        await AddAsync(stage, "report", "default", "--scope", "notes.read");
        await AddAsync(stage, "report-rsa", "default", "--scope", "notes.read", "--algorithm", "RS256");
        await AddAsync(
            stage, Steady, "default", "--grant", "authorization_code", "--grant", "refresh_token", "--scope", "openid offline_access notes.read",
            "--redirect-uri", Requests.Callback, "--redirect-uri", "https://notes.example/callback", "--post-logout-redirect-uri", Requests.Callback,
            "--post-logout-redirect-uri", "https://notes.example/", "--auth-method", "client_secret_post", "--audience", "https://notes.example",
            "--algorithm", "RS256", "--resource-server-for", "https://notes.example", "--resource-server-for", "urn:notes", "--no-pkce",
            "--no-consent", "--no-rotation");
        await stage.Operator.RunAsync(
            "client", "add", "--id", "phone", "--name", "On the phone", "--public", "--scope", "openid offline_access",
            "--redirect-uri", "com.example.notes:/callback");
        await AddAsync(stage, "acme-service", Acme, "--scope", "mcp.use");
        await AddAsync(stage, "keyed-service", Keyed);
        await AddAsync(stage, "keyed-service-rsa", Keyed, "--algorithm", "RS256");
        await AddAsync(stage, "varied-service", Varied, "--scope", "stock.read");
        await AddAsync(stage, "varied-web", Varied, "--scope", "openid offline_access stock.read", "--redirect-uri", Requests.Callback);
        await ChangeAsync(stage);
    }

    private static async Task ChangeAsync(Stage stage)
    {
        await RotateAsync(stage, "rotated", "24", ClearState.Live);
        await RotateAsync(stage, "reissued", "0", ClearState.Ended);
        stage.Clear.Secret("disabled", await AddAsync(stage, "disabled"), ClearState.Disabled);
        await stage.Operator.RunAsync("client", "set", "disabled", "--disable");
        await stage.Operator.RunAsync("client", "set", "report", "--name", "Nightly report", "--scope", "notes.read,notes.write");
    }

    private static async Task RotateAsync(Stage stage, string id, string hours, string oldState)
    {
        stage.Clear.Secret(id, await AddAsync(stage, id), oldState);
        var changed = await stage.Operator.JsonAsync("client", "rotate-secret", id, "--keep-old", hours);
        stage.Clear.Secret(id, changed.Text("client_secret"));
    }

    private static async Task AddAsync(Stage stage, string id, string workspace, params string[] options)
    {
        var added = await stage.Operator.JsonAsync(["client", "add", "--id", id, "--name", "The client " + id, "--workspace", workspace, .. options]);
        stage.Clear.Secret(id, added.Text("client_secret"), workspace: workspace);
    }

    private static async Task<string?> AddAsync(Stage stage, string id) =>
        (await stage.Operator.JsonAsync("client", "add", "--id", id, "--name", "The client " + id, "--scope", "notes.read")).Text("client_secret");
}
