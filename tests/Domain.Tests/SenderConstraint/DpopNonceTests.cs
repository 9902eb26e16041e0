using System.Buffers.Text;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Sealing;
using Tollgate.Domain.SenderConstraint;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.SenderConstraint;

/// <summary>Nonces of DPoP proofs (RFC 9449 §8, §9), in a workspace that requires them.</summary>
public sealed class DpopNonceTests : IDisposable
{
    private readonly DpopScene _scene = new();

    public DpopNonceTests() => _scene.RequireNonces();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_proof_without_a_nonce_gets_one_and_with_it_the_token()
    {
        var error = FlowServer.ErrorOf(await _scene.OwnAsync(_scene.Proof()));
        Assert.Equal(("use_dpop_nonce", true), (error.Code, error.DpopNonce is { Length: > 40 }));
        Assert.Empty(_scene.Flow.Stores.Grants);

        var answer = Assert.IsType<JsonResult>(await _scene.OwnAsync(With(error.DpopNonce!)));
        Assert.Null(answer.DpopNonce);
    }

    [Fact]
    public async Task A_nonce_is_good_for_its_step_and_the_next_and_the_answer_then_gives_a_new_one()
    {
        var nonce = await NonceAsync();
        _scene.Flow.Time.Advance(DpopNonces.Step);
        var next = Assert.IsType<JsonResult>(await _scene.OwnAsync(With(nonce))).DpopNonce;
        Assert.NotNull(next);
        Assert.NotEqual(nonce, next);

        _scene.Flow.Time.Advance(DpopNonces.Step);
        Assert.Equal("use_dpop_nonce", FlowServer.ErrorOf(await _scene.OwnAsync(With(nonce))).Code);
        Assert.IsType<JsonResult>(await _scene.OwnAsync(With(next)));
    }

    [Fact]
    public async Task The_nonce_of_an_instance_whose_clock_is_ahead_is_good()
    {
        _scene.Flow.Time.Advance(DpopNonces.Step);
        var ahead = await NonceAsync();
        _scene.Flow.Time.AdjustTime(_scene.Flow.Time.GetUtcNow() - DpopNonces.Step);
        Assert.IsType<JsonResult>(await _scene.OwnAsync(With(ahead)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64url!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_forged_nonce_is_none(string nonce) => Assert.Equal("use_dpop_nonce", FlowServer.ErrorOf(await _scene.OwnAsync(With(nonce))).Code);

    [Fact]
    public async Task A_nonce_of_a_later_step_that_the_server_did_not_make_is_none()
    {
        var octets = Base64Url.DecodeFromChars(await NonceAsync());
        octets[3]++;
        Assert.Equal("use_dpop_nonce", FlowServer.ErrorOf(await _scene.OwnAsync(With(Base64Url.EncodeToString(octets)))).Code);
    }

    [Fact]
    public async Task The_nonce_of_another_workspace_is_none()
    {
        var nonce = await NonceAsync();
        _scene.Flow.Workspace = new("team", new Uri("https://issuer.example/team")) { RequiresDpopNonce = true };
        var proof = _scene.Proof(change: (_, claims) => (claims["nonce"], claims["htu"]) = (nonce, "https://issuer.example/team/oauth2/token"));
        Assert.Equal("use_dpop_nonce", FlowServer.ErrorOf(await _scene.OwnAsync(proof)).Code);
    }

    /// <summary>Another instance has the same root, and nothing else in common with this one.</summary>
    [Fact]
    public async Task Instances_know_each_other_s_nonces_also_after_a_new_root()
    {
        var (roots, time) = (new MemorySealingRoots(), _scene.Flow.Time);
        var (one, other) = (new DpopNonces(new Sealer(roots, new Randomness()), time), new DpopNonces(new Sealer(roots, new Randomness()), time));
        var nonce = await one.CurrentAsync(_scene.Flow.Workspace, TestContext.Current.CancellationToken);
        Assert.Equal(NonceVerdict.Current, await other.JudgeAsync(_scene.Flow.Workspace, nonce, TestContext.Current.CancellationToken));
        roots.Rotate();
        Assert.Equal(NonceVerdict.Aging, await other.JudgeAsync(_scene.Flow.Workspace, nonce, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_wrong_signature_is_told_before_the_nonce() => Assert.Equal(
        "invalid_dpop_proof", FlowServer.ErrorOf(await _scene.OwnAsync($"{_scene.Proof()[..^86]}{new string('A', 86)}")).Code);

    [Fact]
    public async Task A_code_is_not_spent_by_a_proof_without_a_nonce()
    {
        var code = await _scene.Flow.CodeAsync(("client_id", "spa"));
        var error = FlowServer.ErrorOf(await _scene.RedeemAsync(code, "spa", _scene.Proof()));
        Assert.Equal("use_dpop_nonce", error.Code);
        Assert.IsType<JsonResult>(await _scene.RedeemAsync(code, "spa", With(error.DpopNonce!)));
    }

    [Fact]
    public async Task A_resource_asks_for_the_nonce_too_with_a_challenge()
    {
        var nonce = await NonceAsync();
        var tokens = FlowServer.Json(await _scene.RedeemAsync(await _scene.Flow.CodeAsync(("client_id", "spa")), "spa", With(nonce)));
        var token = FlowServer.Text(tokens, "access_token");

        var failure = Assert.IsType<FailureResult>(await _scene.UserInfoAsync($"DPoP {token}", _scene.ProofFor(token)));
        Assert.Equal(("use_dpop_nonce", nonce), (failure.Error.Code, failure.Error.DpopNonce));
        Assert.Contains("DPoP realm", failure.Challenge!.ToHeaderValue(failure.Error), StringComparison.Ordinal);

        _scene.Flow.Time.Advance(DpopNonces.Step);
        var answer = Assert.IsType<JsonResult>(await _scene.UserInfoAsync($"DPoP {token}", _scene.ProofFor(token, nonce: nonce)));
        Assert.NotNull(answer.DpopNonce);
    }

    [Fact]
    public async Task A_bearer_request_needs_no_nonce() => Assert.IsType<JsonResult>(await _scene.OwnAsync(null));

    private async Task<string> NonceAsync() => FlowServer.ErrorOf(await _scene.OwnAsync(_scene.Proof())).DpopNonce!;

    private string With(string nonce) => _scene.Proof(change: (_, claims) => claims["nonce"] = nonce);
}
