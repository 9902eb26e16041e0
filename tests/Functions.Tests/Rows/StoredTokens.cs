using System.Text;
using System.Text.Json;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;

namespace Tollgate.Functions.Tests.Rows;

/// <summary>The requests of clients with tokens that an earlier version issued.</summary>
internal static class StoredTokens
{
    public static Task<HttpResponseMessage> RefreshAsync(this StoredHost host, ClearToken token) => host.Client.PostTokenAsync(
        Requests.Refresh(token.Text, token.ClientId!) + SecretOf(host, token), path: StoredHost.PrefixOf(token.Workspace) + "/token");

    public static async Task<string?> RefreshErrorAsync(this StoredHost host, ClearToken token)
    {
        using var response = await host.RefreshAsync(token);
        return (await response.JsonAsync()).Text("error");
    }

    /// <summary>Introspects the token as its client. If the client has no secret, the demo's service introspects it.</summary>
    public static async Task<JsonElement> IntrospectAsync(this StoredHost host, ClearToken token)
    {
        var clientId = host.Clear.Secret(token.ClientId!, token.Workspace) is null ? "demo-service" : token.ClientId!;
        var body = Requests.Encode(("token", token.Text), ("client_id", clientId), ("client_secret", host.Clear.Secret(clientId, token.Workspace)));
        return await host.Client.TokensAsync(body, path: StoredHost.PrefixOf(token.Workspace) + "/introspect");
    }

    public static string KeyIdOf(string jwt) => JsonElement.Parse(
        Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(jwt.Split('.')[0]))).Text("kid")!;

    public static string KeyIdOf(this ClearToken token) => KeyIdOf(token.Text);

    private static string SecretOf(StoredHost host, ClearToken token) =>
        host.Clear.Secret(token.ClientId!, token.Workspace) is { } secret ? "&" + Requests.Encode(("client_secret", secret)) : "";
}
