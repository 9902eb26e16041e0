using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tests.PushedRequests;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.SenderConstraint;

/// <summary>Pushed authorization requests with a DPoP proof (RFC 9449 §10.1).</summary>
public sealed class DpopPushTests : IDisposable
{
    private readonly PushScene _scene = new();
    private readonly DpopSender _sender = new();
    private readonly DpopSender _other = new();

    public void Dispose()
    {
        _sender.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task The_code_of_a_pushed_request_needs_the_key_that_the_push_proved_or_named(bool isProved, bool isNamed)
    {
        var pushed = await PushAsync(isProved ? Proof() : null, ("dpop_jkt", isNamed ? _sender.Thumbprint : null));
        _scene.SignIn();
        var code = ClientAnswer.Of(await _scene.OpenAsync(FlowServer.Text(FlowServer.Json(pushed), "request_uri")))["code"]!;

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await RedeemAsync(code, null)).Code);
        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await RedeemAsync(code, _other)).Code);
        Assert.Equal("DPoP", FlowServer.Text(FlowServer.Json(await RedeemAsync(code, _sender)), "token_type"));
    }

    [Fact]
    public async Task A_key_that_differs_from_that_of_the_proof_is_an_invalid_request() =>
        await AssertRefusedAsync("invalid_request", Proof(), ("dpop_jkt", _other.Thumbprint));

    [Fact]
    public async Task A_wrong_proof_stores_nothing()
    {
        await AssertRefusedAsync("invalid_dpop_proof", "a.b.c");
        await AssertRefusedAsync("invalid_dpop_proof", Proof("https://issuer.example/token"));
    }

    [Fact]
    public async Task A_proof_costs_no_write_of_its_own()
    {
        await PushAsync(Proof());
        Assert.Empty(_scene.Server.Stores.Grants);
    }

    [Fact]
    public async Task A_missing_nonce_does_not_use_up_the_assertion_of_the_client()
    {
        using var signer = AssertionSigner.New();
        _scene.Server.Change("web", client => client with { Keys = ClientKeys.In(signer.JwkSet), Secrets = [], TokenEndpointAuthMethod = "private_key_jwt" });
        _scene.Server.Workspace = _scene.Server.Workspace with { RequiresDpopNonce = true };
        var body = FlowServer.Query() + "&" + FlowServer.Encode(
            ("client_assertion_type", Domain.ClientAuthentication.ClientAssertion.Type),
            ("client_assertion", signer.Assertion("web", _scene.Server.Workspace.Issuer, _scene.Server.Time.GetUtcNow())));

        var error = FlowServer.ErrorOf(await SendAsync(body, Proof()));

        Assert.Equal("use_dpop_nonce", error.Code);
        Assert.IsType<JsonResult>(await SendAsync(body, Proof(nonce: error.DpopNonce)));
        Assert.Equal("invalid_client", FlowServer.ErrorOf(await SendAsync(body, Proof(nonce: error.DpopNonce))).Code);
    }

    [Fact]
    public async Task A_workspace_with_nonces_asks_for_one_here_too()
    {
        _scene.Server.Workspace = _scene.Server.Workspace with { RequiresDpopNonce = true };
        var error = await AssertRefusedAsync("use_dpop_nonce", Proof());
        Assert.IsType<JsonResult>(await PushAsync(Proof(nonce: error.DpopNonce)));
    }

    private async Task<OAuthError> AssertRefusedAsync(string code, string proof, params (string, string?)[] changes)
    {
        var error = FlowServer.ErrorOf(await PushAsync(proof, changes));
        Assert.Equal(code, error.Code);
        Assert.Empty(_scene.Rows.Rows);
        return error;
    }

    private string Proof(string address = "https://issuer.example/par", string? nonce = null) =>
        _sender.Proof("POST", address, _scene.Server.Time.GetUtcNow(), (_, claims) => claims["nonce"] = nonce);

    private ValueTask<EndpointResult> PushAsync(string? proof, params (string, string?)[] changes) =>
        SendAsync(FlowServer.Query(changes), proof, TestServer.Basic("web", "web-secret"));

    private ValueTask<EndpointResult> SendAsync(string body, string? proof, string? authorization = null) =>
        _scene.Server.Server.PushedAuthorizationRequest.HandleAsync(
            _scene.Server.Request(body, authorization) with
            {
                IsPost = true,
                Method = "POST",
                Path = Paths.PushedAuthorizationRequest,
                DpopProof = proof,
            },
            TestContext.Current.CancellationToken);

    private ValueTask<EndpointResult> RedeemAsync(string code, DpopSender? sender) => _scene.Server.Server.Token.HandleAsync(
        _scene.Server.Request(
            FlowServer.Encode(("grant_type", "authorization_code"), ("code", code), ("code_verifier", FlowServer.Verifier)),
            TestServer.Basic("web", "web-secret")) with
        {
            Method = "POST",
            Path = Paths.Token,
            DpopProof = sender?.Proof("POST", "https://issuer.example/token", _scene.Server.Time.GetUtcNow()),
        },
        TestContext.Current.CancellationToken);
}
