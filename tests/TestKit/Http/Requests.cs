using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.LocalHost.Hosting;
using Xunit;

namespace Tollgate.TestKit.Http;

/// <summary>Requests as the demo clients send them, and users and clients that a test needs for itself.</summary>
public static class Requests
{
    public const string Callback = "http://127.0.0.1:8400/callback";
    public const string Verifier = "a-verifier-of-more-than-forty-three-characters";
    public const string Web = "demo-web:demo-web-secret";
    public const string Legacy = "demo-legacy:demo-legacy-secret";

    /// <summary>The authorization request of demo-spa with all scopes. A given parameter replaces the default, and null removes it.</summary>
    public static string Authorize(params (string Name, string? Value)[] changes) => "/authorize?" + AuthorizeQuery(changes);

    public static string AuthorizeQuery(params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = "demo-spa",
            ["redirect_uri"] = Callback,
            ["scope"] = "openid profile email offline_access",
            ["state"] = "a state",
            ["code_challenge"] = CodeChallenge.Of(Verifier),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
            parameters[name] = value;
        return Encode([.. parameters.Select(pair => (pair.Key, pair.Value))]);
    }

    /// <summary>The authorization request of a pushed request (RFC 9126 §4).</summary>
    public static string Pushed(string requestUri, string clientId) => "/authorize?" + Encode(("client_id", clientId), ("request_uri", requestUri));

    /// <summary>The request that redeems a code of <see cref="Authorize"/>.</summary>
    public static string Redeem(string? code, params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = Callback,
            ["client_id"] = "demo-spa",
            ["code_verifier"] = Verifier,
        };
        foreach (var (name, value) in changes)
            parameters[name] = value;
        return Encode([.. parameters.Select(pair => (pair.Key, pair.Value))]);
    }

    public static string Refresh(string? token, string clientId = "demo-spa") =>
        Encode(("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", clientId));

    public static string Encode(params (string Name, string? Value)[] parameters) => string.Join('&', parameters
        .Where(parameter => parameter.Value is not null)
        .Select(parameter => $"{Uri.EscapeDataString(parameter.Name)}={Uri.EscapeDataString(parameter.Value!)}"));

    /// <summary>Returns the token endpoint's answer, which must be a success.</summary>
    public static async Task<JsonElement> TokensAsync(this HttpClient client, string body, string? basic = null, string path = "/token")
    {
        using var response = await client.PostTokenAsync(body, basic, path);
        var answer = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, answer.ToString());
        return answer;
    }

    /// <summary>Returns the error of the token endpoint, or null if it issued tokens.</summary>
    public static async Task<string?> TokenErrorAsync(this HttpClient client, string body, string? basic = null)
    {
        using var response = await client.PostTokenAsync(body, basic);
        return (await response.JsonAsync()).TryGetProperty("error", out var error) ? error.GetString() : null;
    }

    public static async Task<Answer> UserInfoAsync(this HttpClient client, string? accessToken, HttpMethod? method = null)
    {
        using var response = await client.SendAsync(new HttpRequestMessage(method ?? HttpMethod.Get, "/userinfo")
        {
            Headers = { { "Authorization", $"Bearer {accessToken}" } },
        });
        return await Answer.ReadAsync(response);
    }

    public static string? Text(this JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.ToString() : null;

    /// <summary>Adds a user without any consent. The user has alice's password hash, because hashing another password takes long.</summary>
    public static Task<string> NewUserAsync(this LocalHostServer host, string? username = null) =>
        NewUserAsync(host.Services.GetRequiredService<UserTable>(), username);

    public static async Task<string> NewUserAsync(this UserTable users, string? username = null)
    {
        var hash = (await users.FindLoginAsync(Workspace.DefaultName, "alice", default))!.PasswordHash;
        username ??= $"user-{Guid.NewGuid():n}";
        await users.AddAsync(Workspace.DefaultName, new User(Guid.NewGuid().ToString("n"), username) { Name = "Somebody" }, hash, default);
        return username;
    }

    /// <summary>Registers a new client as a changed copy of a demo client.</summary>
    public static async Task<string> NewClientAsync(this LocalHostServer host, Func<Client, Client> change, string like = "demo-spa")
    {
        var demo = await host.Services.GetRequiredService<ClientTable>().FindAsync(Workspace.DefaultName, like, default);
        var client = change(demo!) with { ClientId = $"client-{Guid.NewGuid():n}" };
        await host.Services.GetRequiredService<IApplicationStore>().RegisterAsync(Workspace.DefaultName, client);
        return client.ClientId;
    }
}
