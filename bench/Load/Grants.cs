using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Tollgate.SideBySide.Servers;

namespace Tollgate.Load;

/// <summary>The requests of clients, with one method for each kind. Each method checks the answer.</summary>
/// <param name="verifier">Null if the tokens are not checked.</param>
internal sealed class Grants(string issuer, string cookie, ConcurrentQueue<string> families, TokenVerifier? verifier, Tally tally)
{
    public const string Scope = "openid offline_access notes.read";

    private const string Alice = "3f6c1a52b7d94e0f";
    private const int AccessTokenLifetime = 600;

    /// <summary>The token to introspect while the run has no token yet.</summary>
    private const string Unknown = "nobodys.token";

    /// <summary>The number of devices that each part of a run begins. DeviceThrottle allows a network 200 in 15 minutes.</summary>
    private const int Devices = 30;

    private static readonly string Verifier = new('v', 43);
    private static readonly string Callback = Uri.EscapeDataString(Candidate.RedirectUri);

    private readonly ConcurrentQueue<string> _deviceCodes = new();
    private string _introspected = Unknown;
    private int _devices;

    /// <summary>An authorization request of the demo's browser application.</summary>
    public static string AuthorizePath { get; } =
        $"/authorize/?response_type=code&client_id=demo-spa&redirect_uri={Callback}&scope={Uri.EscapeDataString(Scope)}"
        + "&code_challenge_method=S256&code_challenge=" + Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public async Task ClientCredentialsAsync(Wire wire)
    {
        const string Body = "grant_type=client_credentials&scope=notes.read";
        var reply = await wire.PostAsync("client_credentials", "/token/", Body, "demo-service", "demo-service-secret");
        if (CheckAccess(reply, "demo-service", "notes.read"))
            _introspected = reply["access_token"];
    }

    public async Task RefreshAsync(Wire wire)
    {
        if (!families.TryDequeue(out var token))
        {
            await CodeAsync(wire);
            return;
        }

        var reply = await wire.PostAsync("refresh", "/token/", $"grant_type=refresh_token&client_id=demo-spa&refresh_token={token}");
        if (CheckAccess(reply, Alice, Scope))
            Keep(reply["refresh_token"] is { Length: > 0 } next && next != token ? next : null, reply);
    }

    public async Task CodeAsync(Wire wire)
    {
        var authorized = await wire.GetAsync("authorize", AuthorizePath, cookie);
        if (authorized.Status != 303 || authorized.Code.Length == 0)
        {
            tally.Complain($"authorize: {authorized}");
            return;
        }

        tally.AddGrant();
        var reply = await wire.PostAsync(
            "code", "/token/", $"grant_type=authorization_code&client_id=demo-spa&code={authorized.Code}&redirect_uri={Callback}&code_verifier={Verifier}");
        if (CheckAccess(reply, Alice, Scope) && CheckId(reply))
            Keep(reply["refresh_token"], reply);
    }

    public async Task IntrospectAsync(Wire wire)
    {
        var token = _introspected;
        var reply = await wire.PostAsync("introspection", "/introspect/", $"token={token}", "demo-service", "demo-service-secret");
        if (reply.Status != 200 || reply["active"] != (token == Unknown ? "False" : "True") || (token != Unknown && reply["client_id"] != "demo-service"))
            tally.Complain($"introspection: {reply}");
    }

    public async Task DocumentAsync(Wire wire, bool isKeys)
    {
        var reply = await wire.GetAsync(isKeys ? "jwks" : "metadata", isKeys ? "/.well-known/jwks.json" : "/.well-known/openid-configuration");
        if (reply.Status != 200 || (isKeys ? !reply.Body.Contains("\"kid\"", StringComparison.Ordinal) : reply["issuer"] != issuer))
            tally.Complain($"document: {reply}");
    }

    /// <summary>
    /// Begins a device and polls for it. No user approves it, because most polls of real devices also come before the approval. One network may
    /// begin only a limited number of devices. After that the method polls for the devices that it has begun.
    /// </summary>
    public async Task DeviceAsync(Wire wire)
    {
        if (Interlocked.Increment(ref _devices) > Devices && _deviceCodes.TryDequeue(out var known))
        {
            await PollAsync(wire, known);
            return;
        }

        var begun = await wire.PostAsync("device", "/device-authorization", "client_id=demo-device&scope=openid");
        if (begun.Status != 200 || begun["user_code"].Length == 0)
        {
            tally.Complain($"device: {begun}");
            return;
        }

        tally.AddGrant();
        await PollAsync(wire, begun["device_code"]);
    }

    private async Task PollAsync(Wire wire, string deviceCode)
    {
        var poll = await wire.PostAsync(
            "device poll", "/token/", $"grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=demo-device&device_code={deviceCode}");
        if (poll.Status != 400 || poll["error"] is not ("authorization_pending" or "slow_down" or "expired_token"))
            tally.Complain($"device poll: {poll}");
        if (poll["error"] != "expired_token")
            _deviceCodes.Enqueue(deviceCode);
    }

    private bool CheckAccess(Reply reply, string subject, string scope)
    {
        var wrong = reply.Status != 200 ? "no success" : verifier?.Check(reply["access_token"], issuer, subject, scope, AccessTokenLifetime, tally);
        if (wrong is not null)
            tally.Complain($"{wrong}: {reply}");
        return wrong is null;
    }

    private bool CheckId(Reply reply)
    {
        if (verifier?.Check(reply["id_token"], "demo-spa", Alice, scope: null, AccessTokenLifetime, tally: null) is not { } wrong)
            return true;
        tally.Complain($"ID token, {wrong}: {reply}");
        return false;
    }

    private void Keep(string? refreshToken, Reply reply)
    {
        if (string.IsNullOrEmpty(refreshToken))
            tally.Complain($"no new refresh token: {reply}");
        else
            families.Enqueue(refreshToken);
    }
}
