using System.Net;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;

namespace Tollgate.RowMaker;

/// <summary>The steps with tokens that several scenes share.</summary>
internal static class Tokens
{
    public static async Task RevokeAsync(Instance at, string? token, string clientId, string? secret = null)
    {
        var body = Requests.Encode(("token", token), ("client_id", clientId), ("client_secret", secret));
        using var response = await at.Client.PostTokenAsync(body, path: "/revoke");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>Gets an access token by the client credentials grant.</summary>
    public static async Task<string> OfClientAsync(Instance at, string clientId, string secret, string workspace = Workspace.DefaultName)
    {
        var path = workspace == Workspace.DefaultName ? "/token" : $"/{workspace}/oauth2/token";
        return (await at.Client.TokensAsync("grant_type=client_credentials", $"{clientId}:{secret}", path)).Text("access_token")!;
    }

    /// <summary>Gets an access token by the client credentials grant, and keeps it as a valid token.</summary>
    public static async Task KeepOwnAsync(
        Stage stage, Instance at, string keys, string name, string clientId, string workspace = Workspace.DefaultName)
    {
        var token = await OfClientAsync(at, clientId, stage.Clear.SecretOf(clientId, workspace), workspace);
        stage.Clear.Token(name, ClearToken.AccessToken, token, clientId: clientId, keys: keys, workspace: workspace);
    }
}
