using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;
using static Tollgate.RowMaker.Scenes.WorkspaceScene;

namespace Tollgate.RowMaker.Scenes;

/// <summary>Tokens that clients get without a browser: with their own credentials, with a user's password, or in exchange for another token.</summary>
internal static class ServiceScene
{
    private const string Service = "demo-service";
    private const string ServiceSecret = "demo-service-secret";
    private const string Legacy = "demo-legacy";
    private const string LegacySecret = "demo-legacy-secret";
    private const string Local = "local";

    public static async Task RunAsync(Stage stage)
    {
        await OwnAsync(stage);
        await PasswordAsync(stage);
        await ExchangeAsync(stage);
    }

    private static async Task OwnAsync(Stage stage)
    {
        await Tokens.KeepOwnAsync(stage, stage.Local, Local, "access-of-service", Service);
        await Tokens.KeepOwnAsync(stage, stage.Local, Local, "access-of-acme", "acme-service", Acme);
        await Tokens.KeepOwnAsync(stage, stage.Local, Local, "access-of-keyed", "keyed-service", Keyed);
        var revoked = await Tokens.OfClientAsync(stage.Local, Service, ServiceSecret);
        await Tokens.RevokeAsync(stage.Local, revoked, Service, ServiceSecret);
        stage.Clear.Token("access-of-service-revoked", ClearToken.AccessToken, revoked, ClearState.Revoked, Service, Local);
    }

    private static async Task PasswordAsync(Stage stage)
    {
        var body = Requests.Encode(
            ("grant_type", "password"), ("username", "alice"), ("password", ScriptlessBrowser.Password), ("scope", "openid offline_access"));
        var tokens = await stage.Local.Client.TokensAsync(body, $"{Legacy}:{LegacySecret}");
        stage.Clear.Token("refresh-by-password", ClearToken.RefreshToken, tokens.Text("refresh_token"), clientId: Legacy);
        stage.Clear.Token("access-by-password", ClearToken.AccessToken, tokens.Text("access_token"), clientId: Legacy, keys: Local);
    }

    private static async Task ExchangeAsync(Stage stage)
    {
        using var alice = new Person(stage.Local, "alice", ScriptlessBrowser.Password);
        var subject = await alice.TokensAsync("demo-spa", "openid notes.read offline_access");
        var body = Requests.Encode(
            ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token", subject.Text("access_token")),
            ("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"), ("scope", "notes.read"));
        var tokens = await stage.Local.Client.TokensAsync(body, $"{Service}:{ServiceSecret}");
        stage.Clear.Token("access-exchanged", ClearToken.AccessToken, tokens.Text("access_token"), clientId: Service, keys: Local);
        var other = await alice.TokensAsync("demo-spa", "openid notes.read offline_access");
        body = body.Replace(subject.Text("access_token")!, other.Text("access_token")!, StringComparison.Ordinal);
        tokens = await stage.Local.Client.TokensAsync(body, $"{Service}:{ServiceSecret}");
        stage.Clear.Token("access-exchanged-of-revoked", ClearToken.AccessToken, tokens.Text("access_token"), ClearState.Revoked, Service, Local);
        await Tokens.RevokeAsync(stage.Local, other.Text("refresh_token"), "demo-spa");
    }
}
