using System.Text.Json.Nodes;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.SenderConstraint;

/// <summary>Access tokens at the UserInfo endpoint, at the demo resource and at token exchange (RFC 9449 §7).</summary>
public sealed class DpopResourceTests : IDisposable
{
    private const string Algorithms = "algs=\"ES256 ES384 ES512 PS256 PS384 PS512 RS256 RS384 RS512\"";

    private readonly DpopScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_bound_token_with_its_proof_is_taken_and_the_proof_is_not_remembered()
    {
        var token = await BoundAsync();
        var (proof, rows) = (_scene.ProofFor(token), _scene.Flow.Stores.Grants.Count);
        for (var i = 0; i < 2; i++)
            Assert.IsType<JsonResult>(await _scene.UserInfoAsync($"DPoP {token}", proof));
        Assert.Equal(rows, _scene.Flow.Stores.Grants.Count);
    }

    [Fact]
    public async Task A_bound_token_is_refused_as_Bearer_even_with_its_proof()
    {
        var token = await BoundAsync();
        var failure = await RefusedAsync($"Bearer {token}", _scene.ProofFor(token));
        Assert.Equal("invalid_token", failure.Error.Code);
        Assert.Equal(
            "Bearer realm=\"https://issuer.example\", error=\"invalid_token\", error_description=\"The access token is of another type than the "
            + $"Authorization header says.\", DPoP realm=\"https://issuer.example\", {Algorithms}",
            failure.Challenge!.ToHeaderValue(failure.Error));
        Assert.Equal("invalid_token", (await RefusedAsync(token, _scene.ProofFor(token))).Error.Code);
    }

    [Fact]
    public async Task An_unbound_token_is_refused_after_DPoP()
    {
        var token = FlowServer.Text(await _scene.Flow.TokensAsync("spa"), "access_token");
        var failure = await RefusedAsync($"DPoP {token}", _scene.ProofFor(token));
        Assert.Equal("invalid_token", failure.Error.Code);
        AssertDpopChallenge(failure, "invalid_token");
    }

    [Fact]
    public async Task Without_a_token_the_challenge_names_both_schemes_and_no_error()
    {
        var failure = Assert.IsType<FailureResult>(await _scene.Flow.UserInfoAsync(null));
        Assert.Equal(
            $"Bearer realm=\"https://issuer.example\", DPoP realm=\"https://issuer.example\", {Algorithms}",
            failure.Challenge!.ToHeaderValue(failure.Error));
    }

    [Fact]
    public async Task A_bound_token_without_a_proof_or_with_that_of_another_key_is_refused()
    {
        var token = await BoundAsync();
        Assert.Equal("invalid_token", (await RefusedAsync($"DPoP {token}", null)).Error.Code);
        Assert.Equal("invalid_token", (await RefusedAsync($"DPoP {token}", _scene.ProofFor(token, sender: _scene.Other))).Error.Code);
    }

    public static TheoryData<string> WrongProofs => ["no ath", "ath of another token", "ath that is no text", "other method", "token endpoint", "old", "two"];

    [Theory]
    [MemberData(nameof(WrongProofs))]
    public async Task A_proof_that_is_wrong_at_this_endpoint_is_refused_with_the_reason(string what)
    {
        var token = await BoundAsync();
        var proof = what switch
        {
            "no ath" => Proof(_ => { }),
            "ath of another token" => Proof(claims => claims["ath"] = TestKit.DpopSender.HashOf(token + "x")),
            "ath that is no text" => Proof(claims => claims["ath"] = new JsonArray(TestKit.DpopSender.HashOf(token))),
            "other method" => Proof(claims => (claims["ath"], claims["htm"]) = (TestKit.DpopSender.HashOf(token), "POST")),
            "token endpoint" => Proof(claims => (claims["ath"], claims["htu"]) = (TestKit.DpopSender.HashOf(token), DpopScene.TokenAddress)),
            "old" => Proof(claims => (claims["ath"], claims["iat"]) = (TestKit.DpopSender.HashOf(token), claims["iat"]!.GetValue<long>() - 61)),
            _ => $"{_scene.ProofFor(token)},{_scene.ProofFor(token)}",
        };

        var failure = await RefusedAsync($"DPoP {token}", proof);

        Assert.Equal("invalid_dpop_proof", failure.Error.Code);
        AssertDpopChallenge(failure, "invalid_dpop_proof");

        string Proof(Action<JsonObject> change) => _scene.Sender.Proof(
            "GET", "https://issuer.example/userinfo", _scene.Flow.Time.GetUtcNow(), (_, claims) => change(claims));
    }

    /// <summary>FAPI 2.0 Security Profile §5.4.</summary>
    [Fact]
    public async Task In_a_workspace_of_FAPI_a_resource_takes_no_proof_with_RS256()
    {
        using var rsa = new DpopSender("RS256");
        var code = await _scene.Flow.CodeAsync(("client_id", "spa"));
        var token = FlowServer.Text(FlowServer.Json(await _scene.RedeemAsync(code, "spa", _scene.Proof(rsa))), "access_token");
        Assert.IsType<JsonResult>(await _scene.UserInfoAsync($"DPoP {token}", _scene.ProofFor(token, sender: rsa)));
        _scene.Flow.Workspace = _scene.Flow.Workspace with { Profile = SecurityProfile.Fapi2 };

        var error = FlowServer.ErrorOf(await _scene.UserInfoAsync($"DPoP {token}", _scene.ProofFor(token, sender: rsa)));

        Assert.Equal("invalid_dpop_proof", error.Code);
        Assert.Equal("The alg of the DPoP proof is none that the security profile of the client allows.", error.Description);
    }

    [Fact]
    public async Task The_demo_resource_keeps_the_same_rules()
    {
        var token = await _scene.OwnTokenAsync(_scene.Proof());
        Assert.IsType<JsonResult>(await ResourceAsync($"DPoP {token}", _scene.ProofFor(token, Paths.Resource)));
        Assert.IsType<FailureResult>(await ResourceAsync($"DPoP {token}", null));
        Assert.IsType<FailureResult>(await ResourceAsync($"Bearer {token}", _scene.ProofFor(token, Paths.Resource)));
        Assert.IsType<FailureResult>(await ResourceAsync($"DPoP {token}", _scene.ProofFor(token)));
    }

    [Fact]
    public async Task Introspection_tells_the_key_and_the_type_of_a_bound_token()
    {
        _scene.Change("legacy", client => client with { ResourceServerFor = ["https://issuer.example"] });
        var token = await BoundAsync();
        var result = await _scene.Flow.Server.Introspection.HandleAsync(
            _scene.Flow.Request("token=" + token, TestServer.Basic("legacy", "legacy-secret")), TestContext.Current.CancellationToken);
        var described = FlowServer.Json(result);
        Assert.Equal(_scene.Sender.Thumbprint, described.GetProperty("cnf").GetProperty("jkt").GetString());
        Assert.Equal("DPoP", FlowServer.Text(described, "token_type"));
    }

    [Fact]
    public async Task The_exchange_of_a_bound_token_needs_a_proof_and_gives_a_token_of_that_key()
    {
        var subject = await BoundAsync("notes.read");
        Assert.Equal("invalid_request", FlowServer.ErrorOf(await ExchangeAsync(subject, null)).Code);

        var exchanged = FlowServer.Json(await ExchangeAsync(subject, _scene.Proof(_scene.Other)));

        Assert.Equal("DPoP", FlowServer.Text(exchanged, "token_type"));
        Assert.Equal(
            _scene.Other.Thumbprint, FlowServer.Payload(FlowServer.Text(exchanged, "access_token")).GetProperty("cnf").GetProperty("jkt").GetString());
    }

    [Fact]
    public async Task A_bound_actor_token_needs_the_proof_of_its_own_key()
    {
        var (subject, actor) = (FlowServer.Text(await _scene.Flow.TokensAsync("spa"), "access_token"), await _scene.OwnTokenAsync(_scene.Proof()));
        (string, string?)[] more = [("actor_token", actor), ("actor_token_type", TokenTypes.AccessToken)];

        Assert.Equal("invalid_request", FlowServer.ErrorOf(await ExchangeAsync(subject, null, more)).Code);
        Assert.Equal("invalid_request", FlowServer.ErrorOf(await ExchangeAsync(subject, _scene.Proof(_scene.Other), more)).Code);
        Assert.IsType<JsonResult>(await ExchangeAsync(subject, _scene.Proof(), more));
    }

    [Fact]
    public async Task A_bound_token_of_its_own_authenticates_a_client_only_with_the_proof()
    {
        var (own, subject) = (await _scene.OwnTokenAsync(_scene.Proof()), FlowServer.Text(await _scene.Flow.TokensAsync("spa"), "access_token"));
        var beside = _scene.Sender.Proof("POST", DpopScene.TokenAddress, _scene.Flow.Time.GetUtcNow(), own);

        Assert.Equal("invalid_client", FlowServer.ErrorOf(await ExchangeAsOwnerAsync($"Bearer {own}", beside, subject)).Code);
        Assert.Equal("invalid_client", FlowServer.ErrorOf(await ExchangeAsOwnerAsync($"DPoP {own}", null, subject)).Code);
        Assert.Equal("invalid_dpop_proof", FlowServer.ErrorOf(await ExchangeAsOwnerAsync($"DPoP {own}", _scene.Proof(), subject)).Code);
        Assert.IsType<JsonResult>(await ExchangeAsOwnerAsync($"DPoP {own}", beside, subject));
        Assert.Equal("invalid_dpop_proof", FlowServer.ErrorOf(await ExchangeAsOwnerAsync($"DPoP {own}", beside, subject)).Code);
    }

    private async Task<string> BoundAsync(string scope = FlowServer.Scope)
    {
        var code = await _scene.Flow.CodeAsync(("client_id", "spa"), ("scope", scope));
        return FlowServer.Text(FlowServer.Json(await _scene.RedeemAsync(code, "spa", _scene.Proof())), "access_token");
    }

    private static (string, string?)[] Exchange(string subjectToken) =>
        [("grant_type", GrantTypes.TokenExchange), ("subject_token", subjectToken), ("subject_token_type", TokenTypes.AccessToken)];

    private ValueTask<EndpointResult> ExchangeAsync(string subjectToken, string? proof, params (string, string?)[] more) =>
        _scene.AskAsync(DpopScene.Service, proof, [.. Exchange(subjectToken), .. more]);

    private ValueTask<EndpointResult> ExchangeAsOwnerAsync(string authorization, string? proof, string subjectToken) => _scene.Flow.Server.Token.HandleAsync(
        _scene.Flow.Request(FlowServer.Encode(Exchange(subjectToken)), authorization) with { DpopProof = proof, Method = "POST", Path = Paths.Token },
        TestContext.Current.CancellationToken);

    private async Task<FailureResult> RefusedAsync(string authorization, string? proof)
    {
        var failure = Assert.IsType<FailureResult>(await _scene.UserInfoAsync(authorization, proof));
        failure.Error.SaysWhy();
        return failure;
    }

    private static void AssertDpopChallenge(FailureResult failure, string error)
    {
        var challenge = failure.Challenge!.ToHeaderValue(failure.Error);
        Assert.StartsWith($"DPoP realm=\"https://issuer.example\", error=\"{error}\"", challenge, StringComparison.Ordinal);
        Assert.EndsWith(Algorithms, challenge, StringComparison.Ordinal);
    }

    private ValueTask<EndpointResult> ResourceAsync(string authorization, string? proof) => _scene.Flow.Server.Resource.HandleAsync(
        _scene.Flow.Request("", authorization) with { DpopProof = proof, Path = Paths.Resource }, TestContext.Current.CancellationToken);
}
