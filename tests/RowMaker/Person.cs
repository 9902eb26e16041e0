using System.Net;
using System.Text.Json;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit.Http;

namespace Tollgate.RowMaker;

/// <summary>A user with a browser of their own. The user allows clients all scopes that they request.</summary>
internal sealed class Person(Instance at, string username, string password, string workspace = Workspace.DefaultName) : IDisposable
{
    private readonly string _prefix = workspace == Workspace.DefaultName ? "" : $"/{workspace}/oauth2";

    public ScriptlessBrowser Browser { get; } = at.Browser();

    public string Username => username;

    public async Task<string> CodeAsync(string clientId, string scope, string redirectUri = Requests.Callback, string? nonce = null)
    {
        var answer = await AuthorizeAsync(("client_id", clientId), ("scope", scope), ("redirect_uri", redirectUri), ("nonce", nonce));
        return answer.Code ?? throw new InvalidOperationException($"{clientId} got no code: {answer.Location}");
    }

    /// <summary>Returns the answer that redirects to the client.</summary>
    public async Task<Answer> AuthorizeAsync(params (string Name, string? Value)[] changes)
    {
        var answer = await Browser.GetAsync($"{_prefix}/authorize?{Requests.AuthorizeQuery(changes)}");
        if (answer.HasField("password"))
            answer = await Browser.SignInAsync(answer, username, password);
        if (answer.HasButton("allow"))
            answer = await Browser.ConsentAsync(answer);
        return answer.Status == HttpStatusCode.SeeOther ? answer : throw new InvalidOperationException($"{username} was not sent back: {answer.Body}");
    }

    public async Task<JsonElement> TokensAsync(string clientId, string scope, string? secret = null, string redirectUri = Requests.Callback)
    {
        var code = await CodeAsync(clientId, scope, redirectUri);
        return await RedeemAsync(code, clientId, secret, redirectUri);
    }

    public Task<JsonElement> RedeemAsync(string code, string clientId, string? secret = null, string redirectUri = Requests.Callback) =>
        at.Client.TokensAsync(
            Requests.Redeem(code, ("client_id", clientId), ("client_secret", secret), ("redirect_uri", redirectUri)), path: $"{_prefix}/token");

    public void Dispose() => Browser.Dispose();
}
