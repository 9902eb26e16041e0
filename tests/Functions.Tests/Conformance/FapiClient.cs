using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>A client of the FAPI 2.0 Security Profile, and the browser of its user.</summary>
internal sealed class FapiClient(FapiHost host, string clientId, AssertionSigner signer) : IDisposable
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public string ClientId => clientId;

    /// <summary>The key of its DPoP proofs.</summary>
    public DpopSender Sender { get; } = new();

    public ScriptlessBrowser Browser { get; } = new(host.Server.Address);

    public void Dispose()
    {
        signer.Dispose();
        Sender.Dispose();
        Browser.Dispose();
    }

    public string Assertion(Action<JsonObject>? claims = null, Action<JsonObject>? header = null) =>
        signer.Assertion(clientId, host.Issuer, host.Clock.GetUtcNow(), claims, header);

    public string Proof(string path, DpopSender? sender = null, Action<JsonObject, JsonObject>? change = null) =>
        (sender ?? Sender).Proof("POST", host.Issuer + path, host.Clock.GetUtcNow(), change);

    /// <summary>A proof for the demo resource.</summary>
    public string ProofOf(string accessToken, DpopSender? sender = null, Action<JsonObject, JsonObject>? change = null) =>
        (sender ?? Sender).Proof("GET", host.Issuer + "/resource", host.Clock.GetUtcNow(), (header, claims) =>
        {
            claims["ath"] = DpopSender.HashOf(accessToken);
            change?.Invoke(header, claims);
        });

    public string Query(params (string Name, string? Value)[] changes) =>
        Requests.AuthorizeQuery([("client_id", clientId), ("scope", "openid notes.read"), ("nonce", "a nonce"), .. changes]);

    /// <param name="assertion">Null sends none.</param>
    public Task<HttpResponseMessage> SendAsync(string path, string body, string? assertion, params IEnumerable<string> proofs) =>
        host.Client.PostTokenAsync(
            body + (assertion is null ? "" : "&" + Requests.Encode(("client_assertion_type", AssertionType), ("client_assertion", assertion))),
            basic: null, path, proofs);

    public Task<HttpResponseMessage> SendPushAsync(params (string Name, string? Value)[] changes) => SendAsync("/par", Query(changes), Assertion());

    /// <summary>The request_uri of a pushed request.</summary>
    public async Task<string> PushAsync(params (string Name, string? Value)[] changes) => await RequestUriOfAsync(await SendPushAsync(changes));

    public static async Task<string> RequestUriOfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var answer = await response.JsonAsync();
            Assert.True(response.StatusCode == HttpStatusCode.Created, answer.ToString());
            Assert.InRange(answer.GetProperty("expires_in").GetInt32(), 5, 600);
            return answer.Text("request_uri")!;
        }
    }

    public string Authorize(string requestUri, params (string Name, string? Value)[] beside) =>
        Requests.Pushed(requestUri, clientId) + string.Concat(beside.Select(each => "&" + Requests.Encode(each)));

    /// <summary>The answer after the user has signed in and said yes.</summary>
    public Task<Answer> AllowAsync(string requestUri, params (string Name, string? Value)[] beside) =>
        Browser.AllowAsync(Authorize(requestUri, beside), host.Username);

    public async Task<string> CodeAsync(params (string Name, string? Value)[] changes) =>
        (await AllowAsync(await PushAsync(changes))).Code ?? throw new InvalidOperationException("There is no code.");

    public string Redemption(string code, params (string Name, string? Value)[] changes) => Requests.Redeem(code, [("client_id", null), .. changes]);

    public Task<HttpResponseMessage> RedeemAsync(string code, params (string Name, string? Value)[] changes) =>
        SendAsync("/token", Redemption(code, changes), Assertion(), Proof("/token"));

    public async Task<JsonElement> TokensAsync(string code, params (string Name, string? Value)[] changes)
    {
        using var response = await RedeemAsync(code, changes);
        return await TokensOfAsync(response);
    }

    public static async Task<JsonElement> TokensOfAsync(HttpResponseMessage response)
    {
        var tokens = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, tokens.ToString());
        Assert.Equal(("DPoP", "no-store"), (tokens.Text("token_type"), response.Header("Cache-Control")));
        return tokens;
    }

    /// <summary>Presents an access token to the demo resource.</summary>
    public async Task<HttpStatusCode> ResourceAsync(string authorization, params string[] proofs)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/resource");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        foreach (var proof in proofs)
            request.Headers.TryAddWithoutValidation("DPoP", proof);
        using var response = await host.Client.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>An error of the token endpoint or of PAR, with its status.</summary>
    public static async Task<string> ErrorOfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var error = await response.JsonAsync();
            var code = error.Text("error") ?? throw new InvalidOperationException("It succeeded.");
            var isClients = code == "invalid_client" && response.StatusCode == HttpStatusCode.Unauthorized;
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest || isClients, $"{code} has the status {response.StatusCode}.");
            Assert.Matches("^application/json(;|$)", response.Header("Content-Type"));
            Assert.All(error.Text("error_description")!, c => Assert.True(c is >= ' ' and <= '~' and not ('"' or '\\'), $"The description has {(int)c}."));
            return code;
        }
    }
}
