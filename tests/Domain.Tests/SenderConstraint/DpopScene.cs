using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.SenderConstraint;

/// <summary>The clients of <see cref="FlowServer"/> with proofs of possession, and a service that asks for tokens of its own.</summary>
internal sealed class DpopScene : IDisposable
{
    public const string Service = "legacy";
    public const string TokenAddress = "https://issuer.example/token";

    public DpopScene()
    {
        Flow = FlowServer.WithAlice();
        foreach (var client in new[] { "web", "spa", Service })
            Flow.Change(client, known => known with { RequiresConsent = false });
    }

    public FlowServer Flow { get; }

    public DpopSender Sender { get; } = new();

    public DpopSender Other { get; } = new();

    public string Proof(DpopSender? sender = null, Action<JsonObject, JsonObject>? change = null) =>
        (sender ?? Sender).Proof("POST", TokenAddress, Flow.Time.GetUtcNow(), change);

    /// <summary>A token request with a proof in its header. Null sends no header.</summary>
    public ValueTask<EndpointResult> AskAsync(string clientId, string? proof, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var isPublic = Flow.Clients.Find(client => client.ClientId == clientId)!.IsPublic;
        var body = FlowServer.Encode(isPublic ? parameters.Append(("client_id", clientId)) : parameters);
        var request = Flow.Request(body, isPublic ? null : TestServer.Basic(clientId, clientId + "-secret"));
        return Flow.Server.Token.HandleAsync(AtToken(request, proof), TestContext.Current.CancellationToken);
    }

    public ValueTask<EndpointResult> OwnAsync(string? proof) => AskAsync(Service, proof, ("grant_type", GrantTypes.ClientCredentials));

    public async Task<string> OwnTokenAsync(string? proof) => FlowServer.Text(FlowServer.Json(await OwnAsync(proof)), "access_token");

    /// <summary>A service asks for a token of its own, with an assertion in place of its secret.</summary>
    public ValueTask<EndpointResult> AssertedAsync(AssertionSigner signer, string? proof)
    {
        var body = FlowServer.Encode(
            ("grant_type", GrantTypes.ClientCredentials),
            ("client_assertion", signer.Assertion(Service, "https://issuer.example", Flow.Time.GetUtcNow())),
            ("client_assertion_type", ClientAssertion.Type));
        return Flow.Server.Token.HandleAsync(AtToken(Flow.Request(body), proof), TestContext.Current.CancellationToken);
    }

    public ValueTask<EndpointResult> RedeemAsync(string code, string clientId, string? proof) => AskAsync(
        clientId, proof, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", FlowServer.Callback), ("code_verifier", FlowServer.Verifier));

    public ValueTask<EndpointResult> RefreshAsync(string token, string? proof, string clientId = "spa") =>
        AskAsync(clientId, proof, ("grant_type", "refresh_token"), ("refresh_token", token));

    /// <summary>The tokens of a new code of the public client. Its refresh token is bound to the key of the proof.</summary>
    public async Task<JsonElement> BoundTokensAsync(string clientId = "spa") =>
        FlowServer.Json(await RedeemAsync(await Flow.CodeAsync(("client_id", clientId)), clientId, Proof()));

    /// <summary>A request to the UserInfo endpoint.</summary>
    public ValueTask<EndpointResult> UserInfoAsync(string authorization, string? proof) => Flow.Server.UserInfo.HandleAsync(
        Flow.Request("", authorization) with { DpopProof = proof, Path = Paths.UserInfo }, TestContext.Current.CancellationToken);

    public string ProofFor(string accessToken, string path = Paths.UserInfo, DpopSender? sender = null, string? nonce = null) =>
        (sender ?? Sender).Proof("GET", Flow.Workspace.Address(path), Flow.Time.GetUtcNow(), accessToken, nonce);

    public void Change(string clientId, Func<Client, Client> change) => Flow.Change(clientId, change);

    public void RequireNonces() => Flow.Workspace = Flow.Workspace with { RequiresDpopNonce = true };

    public void Dispose()
    {
        Sender.Dispose();
        Other.Dispose();
    }

    private static EndpointRequest AtToken(EndpointRequest request, string? proof) =>
        request with { DpopProof = proof, Method = "POST", Path = Paths.Token };
}
