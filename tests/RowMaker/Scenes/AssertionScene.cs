using Tollgate.Domain.Protocol;
using Tollgate.Functions.Demo;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;

namespace Tollgate.RowMaker.Scenes;

/// <summary>Trusted issuers, and a used assertion of one of them.</summary>
internal static class AssertionScene
{
    public static async Task RunAsync(Stage stage)
    {
        await stage.Operator.RunAsync(
            "issuer", "add", "https://login.example.com", "--audience", "https://tollgate.example", "--client", "report", "--client", "report-rsa",
            "--jwks-uri", "https://login.example.com/keys", "--subject-claim", "oid", "--subject-prefix", "example|");
        // The demo's provider claims to be at the issuer's address, where no server listens. The option names the real address of its keys.
        await TrustDemoAsync(stage, "--jwks-uri", new Uri(stage.Local.Address, ExternalIdentityProvider.JwksPath).ToString());
        await UseAsync(stage, await MintAsync(stage));
        stage.Clear.Token("assertion-unused", ClearToken.Assertion, await MintAsync(stage), clientId: DemoData.ServiceClientId);
        await TrustDemoAsync(stage);
    }

    private static async Task UseAsync(Stage stage, string assertion)
    {
        var body = Requests.Encode(("grant_type", GrantTypes.JwtBearer), ("assertion", assertion));
        var tokens = await stage.Local.Client.TokensAsync(body, TokenRequests.DemoCredentials);
        stage.Clear.Token("assertion-used", ClearToken.Assertion, assertion, ClearState.Used, DemoData.ServiceClientId);
        stage.Clear.Token("access-by-assertion", ClearToken.AccessToken, tokens.Text("access_token"), clientId: DemoData.ServiceClientId, keys: "local");
    }

    private static async Task<string> MintAsync(Stage stage) =>
        (await stage.Operator.RunAsync("demo", "external-token", "--sub", "bob", "--keys", stage.Keys, "--issuer", Stage.Issuer.ToString())).Trim();

    private static async Task TrustDemoAsync(Stage stage, params string[] options) => await stage.Operator.RunAsync([
        "issuer", "add", DemoData.ExternalIssuer(Stage.Issuer), "--audience", DemoData.ExternalAudience, "--client", DemoData.ServiceClientId,
        "--replace", .. options,
    ]);
}
