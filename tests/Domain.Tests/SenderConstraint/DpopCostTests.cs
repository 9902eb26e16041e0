using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.SenderConstraint;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.SenderConstraint;

/// <summary>A token request uses up at most one one-time id. It uses up none if it spends a code or a refresh token.</summary>
public sealed class DpopCostTests : IDisposable
{
    private readonly DpopScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_redemption_uses_up_the_code_and_no_id()
    {
        await _scene.BoundTokensAsync();
        Assert.Single(_scene.Flow.Stores.Grants);
    }

    [Fact]
    public async Task A_rotation_uses_up_the_refresh_token_and_no_id_and_its_retry_may_have_the_very_same_proof()
    {
        var (token, proof) = (FlowServer.Text(await _scene.BoundTokensAsync(), "refresh_token"), _scene.Proof());
        var successors = new[] { await _scene.RefreshAsync(token, proof), await _scene.RefreshAsync(token, proof) };
        Assert.Single(successors.Select(each => FlowServer.Text(FlowServer.Json(each), "refresh_token")).Distinct());
        Assert.Single(_scene.Flow.Stores.Grants);
    }

    [Fact]
    public async Task A_refresh_without_rotation_uses_up_the_id_of_the_proof()
    {
        _scene.Change("web", client => client with { RotatesRefreshTokens = false });
        var token = FlowServer.Text(await _scene.Flow.TokensAsync(), "refresh_token");
        var proof = _scene.Proof();

        Assert.IsType<JsonResult>(await _scene.RefreshAsync(token, proof, "web"));
        Assert.Equal(2, _scene.Flow.Stores.Grants.Count);
        Assert.Equal("invalid_dpop_proof", FlowServer.ErrorOf(await _scene.RefreshAsync(token, proof, "web")).Code);
        Assert.IsType<JsonResult>(await _scene.RefreshAsync(token, _scene.Proof(), "web"));
    }

    /// <summary>The client signs a new assertion for each request, so nobody else can repeat the proof.</summary>
    [Fact]
    public async Task Beside_an_assertion_the_id_of_the_assertion_is_used_up_and_not_that_of_the_proof()
    {
        using var signer = AssertionSigner.New();
        _scene.Change(DpopScene.Service, client => client with { Keys = ClientKeys.In(signer.JwkSet) });
        var proof = _scene.Proof();
        for (var i = 1; i <= 2; i++)
        {
            Assert.IsType<JsonResult>(await _scene.AssertedAsync(signer, proof));
            Assert.Equal(i, _scene.Flow.Stores.Grants.Count);
        }
    }

    [Fact]
    public async Task A_request_without_a_proof_is_answered_at_once_and_allocates_nothing()
    {
        var request = _scene.Flow.Request("");
        var constraint = new Dpop(null, _scene.Flow.Time, new Randomness());
        Assert.Null(await constraint.ReadAsync(request, null, default));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            _ = await constraint.ReadAsync(request, null, default);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
