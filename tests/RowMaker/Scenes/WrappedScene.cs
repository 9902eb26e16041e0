using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;
using static Tollgate.RowMaker.Scenes.WorkspaceScene;

namespace Tollgate.RowMaker.Scenes;

/// <summary>Tokens that are signed with wrapped keys: with the shared keys, and with the keys of a workspace with its own keys.</summary>
internal static class WrappedScene
{
    public const string Mode = "wrapped";

    private const string Service = "demo-service";
    private const string ServiceSecret = "demo-service-secret";
    private const string Web = "demo-web";
    private const string WebSecret = "demo-web-secret";
    private const string Scope = "openid profile offline_access";

    public static async Task RunAsync(Stage stage)
    {
        await OwnAsync(stage, "wrapped-of-service", Service, "default");
        await OwnAsync(stage, "wrapped-by-RS256", "report-rsa", "default");
        await OwnAsync(stage, "wrapped-of-acme", "acme-service", Acme);
        await OwnAsync(stage, "wrapped-of-varied", "varied-service", Varied);
        await OwnAsync(stage, "wrapped-of-keyed", "keyed-service", Keyed);
        var revoked = await Tokens.OfClientAsync(stage.Wrapped, Service, ServiceSecret);
        await Tokens.RevokeAsync(stage.Wrapped, revoked, Service, ServiceSecret);
        stage.Clear.Token("wrapped-of-service-revoked", ClearToken.AccessToken, revoked, ClearState.Revoked, Service, Mode);
        await UserAsync(stage);
    }

    private static async Task UserAsync(Stage stage)
    {
        using var alice = new Person(stage.Wrapped, "alice", ScriptlessBrowser.Password);
        var tokens = await alice.TokensAsync(Web, Scope, WebSecret);
        stage.Clear.Token("wrapped-of-user", ClearToken.AccessToken, tokens.Text("access_token"), clientId: Web, keys: Mode);
        stage.Clear.Token("id-at-wrapped", ClearToken.IdToken, tokens.Text("id_token"), clientId: Web, keys: Mode);
        tokens = await alice.TokensAsync(Web, Scope, WebSecret);
        stage.Clear.Token("refresh-at-wrapped", ClearToken.RefreshToken, tokens.Text("refresh_token"), clientId: Web);
        tokens = await alice.TokensAsync(Web, Scope, WebSecret);
        await Tokens.RevokeAsync(stage.Wrapped, tokens.Text("access_token"), Web, WebSecret);
        stage.Clear.Token("wrapped-of-user-revoked", ClearToken.AccessToken, tokens.Text("access_token"), ClearState.Revoked, Web, Mode);
        stage.Clear.Token("refresh-at-wrapped-revoked", ClearToken.RefreshToken, tokens.Text("refresh_token"), ClearState.Revoked, Web);
        stage.Clear.Browser("alice-at-wrapped", "alice", alice.Browser);
    }

    private static Task OwnAsync(Stage stage, string name, string clientId, string workspace) =>
        Tokens.KeepOwnAsync(stage, stage.Wrapped, Mode, name, clientId, workspace);
}
