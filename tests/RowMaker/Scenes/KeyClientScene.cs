using System.Text.Json;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;
using Tollgate.TestKit.Signing;

namespace Tollgate.RowMaker.Scenes;

/// <summary>A client with a key, a client that an issuer of workloads identifies, a pushed request, and a refresh token that is bound to a key.</summary>
internal static class KeyClientScene
{
    public const string WorkloadIssuer = "https://workloads.example";

    public static async Task RunAsync(Stage stage)
    {
        using var folder = new TemporaryFolder();
        await ClientsAsync(stage, folder);
        await PushedRequestAsync(stage);
        await BoundTokenAsync(stage);
    }

    private static async Task ClientsAsync(Stage stage, TemporaryFolder folder)
    {
        using var signer = AssertionSigner.New();
        var file = folder.PathOf("key.jwks");
        await File.WriteAllTextAsync(file, signer.JwkSet);
        await stage.Operator.RunAsync("client", "add", "--id", "ledger", "--name", "Ledger", "--scope", "notes.read", "--jwks", file);
        await stage.Operator.RunAsync(
            "client", "add", "--id", "billing", "--name", "Billing", "--scope", "notes.read", "--federated", "kubernetes", "--issuer", WorkloadIssuer,
            "--namespace", "shop", "--service-account", "billing", "--jwks", file);
        stage.Clear.Token("client-key", ClearToken.ClientKey, signer.PrivatePem(), clientId: "ledger");
    }

    /// <summary>A browser that has no session has opened the request.</summary>
    private static async Task PushedRequestAsync(Stage stage)
    {
        var pushed = await stage.Local.Client.TokensAsync(
            Requests.AuthorizeQuery(("client_id", "demo-web"), ("client_secret", "demo-web-secret")), path: "/par");
        using var browser = stage.Local.Browser();
        await browser.GetAsync("/authorize?" + Requests.Encode(("client_id", "demo-web"), ("request_uri", pushed.Text("request_uri"))));
        stage.Clear.Token("pushed-request", ClearToken.PushedRequest, pushed.Text("request_uri"), ClearState.Pending, "demo-web");
        stage.Clear.Browser("pushed-request", "alice", browser, ClearState.Pending);
    }

    private static async Task BoundTokenAsync(Stage stage)
    {
        using var alice = new Person(stage.Local, "alice", ScriptlessBrowser.Password);
        using var sender = new DpopSender();
        var code = await alice.CodeAsync("demo-spa", "openid offline_access");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/token")
        {
            Content = new StringContent(Requests.Redeem(code, ("client_id", "demo-spa")), null, "application/x-www-form-urlencoded"),
        };
        request.Headers.Add("DPoP", sender.Proof("POST", new Uri(Stage.Issuer, "token").AbsoluteUri, TimeProvider.System.GetUtcNow()));
        using var response = await stage.Local.Client.SendAsync(request);
        var tokens = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        stage.Clear.Token("refresh-bound", ClearToken.BoundRefreshToken, tokens.Text("refresh_token"), clientId: "demo-spa");
        stage.Clear.Token("proof-key", ClearToken.ProofKey, sender.PrivatePem(), clientId: "demo-spa");
    }
}
