using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>
/// A client and the browser of its user. It checks what each module of the OpenID conformance suite checks: state, iss, the ID token and
/// the UserInfo answer.
/// </summary>
internal sealed class RelyingParty(ConformanceHost host, string mode = "query", string? clientId = null) : IDisposable
{
    /// <summary>128 characters, some of which have a meaning in an address.</summary>
    public static readonly string State = "a state & more=%2B+/\"?#;".PadRight(128, 's');

    public const string Nonce = "a nonce & more=%2B+/\"?#;";

    private readonly string _clientId = clientId ?? host.ClientId;

    public ScriptlessBrowser Browser { get; } = new(host.Server.Address);

    public void Dispose() => Browser.Dispose();

    /// <summary>The request of a code with the scope openid. A given parameter replaces the default, and null removes it.</summary>
    public string Query(params (string Name, string? Value)[] changes) => Requests.AuthorizeQuery([
        ("client_id", _clientId), ("scope", "openid"), ("state", State), ("nonce", Nonce),
        ("code_challenge", null), ("code_challenge_method", null), ("response_mode", mode == "query" ? null : mode), .. changes]);

    public Task<Answer> AskAsync(params (string Name, string? Value)[] changes) => Browser.GetAsync("/authorize?" + Query(changes));

    /// <summary>The user signs in and consents where the server asks for it.</summary>
    public Task<Answer> AllowAsync(params (string Name, string? Value)[] changes) =>
        Browser.AllowAsync("/authorize?" + Query(changes), ConformanceHost.Username);

    /// <summary>The parameters that the answer takes to the redirect URI: by a redirect, or by a form.</summary>
    public IReadOnlyDictionary<string, string?> Received(Answer answer)
    {
        if (mode != "form_post")
        {
            Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
            Assert.StartsWith(Requests.Callback + "?", answer.Location, StringComparison.Ordinal);
            return answer.Parameters.Pairs.ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        }

        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Location));
        Assert.Equal((Requests.Callback, "post"), (answer.Form.Action, answer.Form.Method));
        Assert.Null(answer.Document.Forms[0].GetAttribute("enctype"));
        return answer.Form.Fields;
    }

    public string CodeOf(Answer answer)
    {
        var received = Received(answer);
        Assert.False(received.ContainsKey("error"), received.GetValueOrDefault("error_description"));
        Assert.Equal((State, host.Issuer), (received["state"], received["iss"]));
        Assert.InRange(received["code"]!.Length, 22, 512);
        return received["code"]!;
    }

    /// <summary>The error code of an answer that has what an error needs and nothing else.</summary>
    public string ErrorOf(Answer answer)
    {
        var received = Received(answer);
        Assert.Equal(["error", "error_description", "iss", "state"], received.Keys.Order());
        Assert.Equal((State, host.Issuer), (received["state"], received["iss"]));
        Assert.All(received["error_description"]!, c => Assert.True(c is >= ' ' and <= '~' and not ('"' or '\\'), $"The description has {(int)c}."));
        return received["error"]!;
    }

    public Task<JsonElement> RedeemAsync(string code, params (string Name, string? Value)[] changes) =>
        host.Client.TokensAsync(Redemption(code, changes), Basic);

    public string Basic => $"{_clientId}:{ConformanceHost.Secret}";

    public string Redemption(string code, params (string Name, string? Value)[] changes) =>
        Requests.Redeem(code, [("client_id", null), ("code_verifier", null), .. changes]);

    /// <summary>The whole flow, with the checks that each module makes.</summary>
    public async Task<Grant> GrantAsync(params (string Name, string? Value)[] changes) => await CheckAsync(CodeOf(await AllowAsync(changes)));

    /// <summary>Redeems the code and checks the tokens.</summary>
    public async Task<Grant> CheckAsync(string code, string? nonce = Nonce, params (string Name, string? Value)[] changes)
    {
        var tokens = await RedeemAsync(code, changes);
        Assert.Equal("Bearer", tokens.Text("token_type"));
        Assert.InRange(tokens.GetProperty("expires_in").GetInt32(), 1, 24 * 3600);
        var idToken = await IdTokenOfAsync(tokens);
        Assert.Equal(nonce, idToken.Text("nonce"));
        var answer = await host.Client.UserInfoAsync(tokens.Text("access_token"));
        return new Grant(tokens, idToken, UserInfoOf(answer, idToken));
    }

    /// <summary>The claims of a verified ID token (OpenID Connect Core §3.1.3.7).</summary>
    public async Task<JsonElement> IdTokenOfAsync(JsonElement tokens)
    {
        var parts = tokens.Text("id_token")!.Split('.');
        var header = JsonElement.Parse(Base64Url.DecodeFromChars(parts[0]));
        Assert.Equal("RS256", header.Text("alg"));
        var keys = JsonElement.Parse(await host.Client.GetStringAsync("/.well-known/jwks.json")).GetProperty("keys").EnumerateArray();
        var key = Assert.Single(keys, key => key.Text("kid") == header.Text("kid"));
        Assert.True(JsonWebKeyVerifier.Verifies(key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2])));
        var claims = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
        var now = host.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal((host.Issuer, _clientId, "subject-of-carol"), (claims.Text("iss"), claims.Text("aud"), claims.Text("sub")));
        Assert.Equal(now, claims.GetProperty("iat").GetInt64());
        Assert.InRange(claims.GetProperty("exp").GetInt64(), now + 1, now + (24 * 3600));
        Assert.InRange(claims.GetProperty("auth_time").GetInt64(), now - (24 * 3600), now);
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(tokens.Text("access_token")!)).AsSpan(0, 16);
        Assert.Equal(Base64Url.EncodeToString(hash), claims.Text("at_hash"));
        return claims;
    }

    public static JsonElement UserInfoOf(Answer answer, JsonElement idToken)
    {
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Matches("^application/json(;|$)", answer.Header("Content-Type"));
        var claims = JsonElement.Parse(answer.Body);
        Assert.Equal(idToken.Text("sub"), claims.Text("sub"));
        return claims;
    }
}

/// <summary>What a client has after a flow.</summary>
internal sealed record Grant(JsonElement Tokens, JsonElement IdToken, JsonElement UserInfo)
{
    public string? HintToken => Tokens.Text("id_token");

    public string? AccessToken => Tokens.Text("access_token");

    public long AuthTime => IdToken.GetProperty("auth_time").GetInt64();
}
