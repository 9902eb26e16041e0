using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;
using static Tollgate.RowMaker.Scenes.WorkspaceScene;

namespace Tollgate.RowMaker.Scenes;

/// <summary>The results of the code flow: codes, access tokens, valid and invalid refresh tokens, sessions and consents.</summary>
internal static class CodeScene
{
    private const string Spa = "demo-spa";
    private const string Web = "demo-web";
    private const string WebSecret = "demo-web-secret";
    private const string Scope = "openid profile email offline_access";
    private const string Local = "local";

    public static async Task RunAsync(Stage stage)
    {
        using var alice = new Person(stage.Local, "alice", ScriptlessBrowser.Password);
        await FreshAsync(stage, alice);
        await RotatedAsync(stage, alice);
        await RevokedAsync(stage, alice);
        await CodesAsync(stage, alice);
        await OthersAsync(stage, alice);
        stage.Clear.Browser("alice", "alice", alice.Browser);
        await BobAsync(stage);
        await VeraAsync(stage);
    }

    private static async Task FreshAsync(Stage stage, Person alice)
    {
        var tokens = await alice.TokensAsync(Spa, Scope);
        stage.Clear.Token("refresh-fresh", ClearToken.RefreshToken, tokens.Text("refresh_token"), clientId: Spa);
        stage.Clear.Token("access-of-user", ClearToken.AccessToken, tokens.Text("access_token"), clientId: Spa, keys: Local);
        stage.Clear.Token("id-of-user", ClearToken.IdToken, tokens.Text("id_token"), clientId: Spa, keys: Local);
        tokens = await alice.TokensAsync(Web, Scope, WebSecret);
        stage.Clear.Token("refresh-of-web", ClearToken.RefreshToken, tokens.Text("refresh_token"), clientId: Web);
        tokens = await alice.TokensAsync(Web, Scope, WebSecret);
        stage.Clear.Token("refresh-to-be-revoked", ClearToken.RefreshToken, tokens.Text("refresh_token"), clientId: Web);
    }

    private static async Task RotatedAsync(Stage stage, Person alice)
    {
        foreach (var (name, generations) in new[] { ("refresh-rotated", 2), ("refresh-reused", 2), ("refresh-rotated-often", 10) })
        {
            var tokens = await alice.TokensAsync(Spa, Scope);
            for (var generation = 0; generation < generations; generation++)
            {
                stage.Clear.Token($"{name}-{generation}", ClearToken.RefreshToken, tokens.Text("refresh_token"), ClearState.Rotated, Spa);
                tokens = await stage.Local.Client.TokensAsync(Requests.Refresh(tokens.Text("refresh_token")));
            }

            stage.Clear.Token(name, ClearToken.RefreshToken, tokens.Text("refresh_token"), clientId: Spa);
        }
    }

    private static async Task RevokedAsync(Stage stage, Person alice)
    {
        var tokens = await alice.TokensAsync(Spa, Scope);
        await Tokens.RevokeAsync(stage.Local, tokens.Text("refresh_token"), Spa);
        stage.Clear.Token("refresh-revoked", ClearToken.RefreshToken, tokens.Text("refresh_token"), ClearState.Revoked, Spa);
        stage.Clear.Token("access-of-revoked", ClearToken.AccessToken, tokens.Text("access_token"), ClearState.Revoked, Spa, Local);
        var code = await alice.CodeAsync(Web, Scope);
        tokens = await alice.RedeemAsync(code, Web, WebSecret);
        Assert.Equal("invalid_grant", await stage.Local.Client.TokenErrorAsync(Requests.Redeem(code, ("client_id", Web), ("client_secret", WebSecret))));
        stage.Clear.Token("refresh-of-replayed-code", ClearToken.RefreshToken, tokens.Text("refresh_token"), ClearState.Revoked, Web);
        stage.Clear.Token("code-used", ClearToken.Code, code, ClearState.Used, Web);
    }

    private static async Task CodesAsync(Stage stage, Person alice) =>
        stage.Clear.Token("code-expired", ClearToken.Code, await alice.CodeAsync(Spa, Scope), ClearState.Expired, Spa);

    private static async Task OthersAsync(Stage stage, Person alice)
    {
        var tokens = await alice.TokensAsync(Spa, "openid");
        stage.Clear.Token("access-without-refresh", ClearToken.AccessToken, tokens.Text("access_token"), clientId: Spa, keys: Local);
        var answer = await alice.AuthorizeAsync(("client_id", "demo-legacy"), ("response_type", "token"), ("scope", "openid profile"));
        stage.Clear.Token("access-implicit", ClearToken.AccessToken, answer.Parameters["access_token"], clientId: "demo-legacy", keys: Local);
        tokens = await alice.TokensAsync(ClientScene.Steady, "openid offline_access", stage.Clear.SecretOf(ClientScene.Steady));
        stage.Clear.Token("refresh-without-rotation", ClearToken.RefreshToken, tokens.Text("refresh_token"), clientId: ClientScene.Steady);
        stage.Clear.Token("access-by-RS256", ClearToken.AccessToken, tokens.Text("access_token"), clientId: ClientScene.Steady, keys: Local);
    }

    /// <summary>Bob mistypes his password first. He consents to fewer scopes than alice.</summary>
    private static async Task BobAsync(Stage stage)
    {
        using var stranger = stage.Local.Browser();
        await stranger.SignInAsync(await stranger.GetAsync(Requests.Authorize()), "bob", "not his password");
        using var bob = new Person(stage.Local, "bob", UserScene.BobsPassword);
        await bob.TokensAsync(Spa, "openid");
        stage.Clear.Browser("bob", "bob", bob.Browser);
        using var left = new Person(stage.Local, "bob", UserScene.BobsPassword);
        var tokens = await left.TokensAsync(Spa, "openid");
        stage.Clear.Browser("bob-signed-out", "bob", left.Browser, ClearState.Ended);
        await left.Browser.GetAsync($"/sign-out?id_token_hint={tokens.Text("id_token")}");
    }

    private static async Task VeraAsync(Stage stage)
    {
        var secret = stage.Clear.SecretOf("varied-web", Varied);
        using var vera = new Person(stage.Local, "vera", UserScene.VerasPassword, Varied);
        var tokens = await vera.TokensAsync("varied-web", "openid offline_access stock.read", secret);
        stage.Clear.Token("refresh-of-varied", ClearToken.RefreshToken, tokens.Text("refresh_token"), clientId: "varied-web", workspace: Varied);
        var code = await vera.CodeAsync("varied-web", "openid offline_access stock.read", nonce: "the nonce of vera");
        stage.Clear.Token("code-open", ClearToken.Code, code, clientId: "varied-web", workspace: Varied);
        stage.Clear.Browser("vera", "vera", vera.Browser, workspace: Varied);
    }
}
