using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;
using static Tollgate.RowMaker.Scenes.WorkspaceScene;

namespace Tollgate.RowMaker.Scenes;

/// <summary>
/// Programs register two clients: one with an initial access token, and one without a token at a listed host. A user signs in at the second client.
/// </summary>
internal static class RegistrationScene
{
    private const string OpenCallback = "https://claude.ai/api/mcp/auth_callback";

    public static async Task RunAsync(Stage stage)
    {
        stage.Clear.Token("initial-open", ClearToken.InitialAccessToken, await NewTokenAsync(stage), workspace: Keyed);
        var token = await NewTokenAsync(stage);
        stage.Clear.Token("initial-taken", ClearToken.InitialAccessToken, token, ClearState.Used, workspace: Keyed);
        var (id, own) = await RegisterAsync(
            stage, Keyed, "registration-with-token",
            """{"client_name":"A service","grant_types":["client_credentials"],"contacts":["a@example.com"]}""", token);
        await SendAsync(
            stage, HttpMethod.Put, $"/{Keyed}/oauth2/register?client_id={id}", own,
            $$"""{"client_id":"{{id}}","client_name":"A changed service","grant_types":["client_credentials"]}""");
        (id, _) = await RegisterAsync(
            stage, Acme, "registration-open",
            $$"""
            {"client_name":"Claude","redirect_uris":["{{OpenCallback}}"],"grant_types":["authorization_code","refresh_token"],
            "token_endpoint_auth_method":"none"}
            """);
        await SignInAsync(stage, id);
        await OperateAsync(stage);
    }

    /// <summary>An operator limits what one client may change in its registration, and ends the self-management of another client.</summary>
    private static async Task OperateAsync(Stage stage)
    {
        const string Metadata = $$"""{"client_name":"Agent","redirect_uris":["{{OpenCallback}}"],"token_endpoint_auth_method":"none"}""";
        var (within, _) = await RegisterAsync(stage, Acme, "registration-within", Metadata);
        await stage.Operator.RunAsync("client", "set", within, "--workspace", Acme, "--scope", "openid", "--no-consent");
        var (ended, _) = await RegisterAsync(stage, Acme, "registration-ended", Metadata, state: ClearState.Ended);
        await stage.Operator.RunAsync("client", "set", ended, "--workspace", Acme, "--end-self-management");
    }

    private static async Task SignInAsync(Stage stage, string clientId)
    {
        using var zoe = new Person(stage.Local, UserScene.Zoe, UserScene.ZoesPassword, Acme);
        var tokens = await zoe.TokensAsync(clientId, "openid offline_access", redirectUri: OpenCallback);
        stage.Clear.Token("refresh-of-registered", ClearToken.RefreshToken, tokens.Text("refresh_token"), clientId: clientId, workspace: Acme);
        stage.Clear.Browser("zoe", UserScene.Zoe, zoe.Browser, workspace: Acme);
    }

    private static async Task<string> NewTokenAsync(Stage stage) =>
        (await stage.Operator.JsonAsync("registration-token", "add", "--workspace", Keyed)).Text("initial_access_token")!;

    private static async Task<(string Id, string Token)> RegisterAsync(
        Stage stage, string workspace, string name, string metadata, string? token = null, string state = ClearState.Live)
    {
        var client = await SendAsync(stage, HttpMethod.Post, $"/{workspace}/oauth2/register", token, metadata);
        var (id, own) = (client.Text("client_id")!, client.Text("registration_access_token")!);
        stage.Clear.Token(name, ClearToken.RegistrationAccessToken, own, state, clientId: id, workspace: workspace);
        if (client.Text("client_secret") is { } secret)
            stage.Clear.Secret(id, secret, workspace: workspace);
        return (id, own);
    }

    private static async Task<JsonElement> SendAsync(Stage stage, HttpMethod method, string address, string? token, string body)
    {
        using var request = new HttpRequestMessage(method, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await stage.Local.Client.SendAsync(request);
        var answer = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, answer.ToString());
        return answer;
    }
}
