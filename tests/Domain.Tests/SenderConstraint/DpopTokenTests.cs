using Tollgate.Domain.Clients;
using Tollgate.Domain.Events;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.SenderConstraint;

/// <summary>Token requests with DPoP proofs (RFC 9449 §5, §10).</summary>
public sealed class DpopTokenTests : IDisposable
{
    private readonly DpopScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_proof_of_client_credentials_is_good_once()
    {
        var proof = _scene.Proof();
        Assert.IsType<JsonResult>(await _scene.OwnAsync(proof));

        Assert.Equal("The DPoP proof was used before.", FlowServer.ErrorOf(await _scene.OwnAsync(proof)).Description);
        Assert.Equal("invalid_dpop_proof", FlowServer.ErrorOf(await _scene.OwnAsync(proof)).Code);
    }

    [Fact]
    public async Task The_same_jti_of_another_key_is_another_proof()
    {
        foreach (var sender in new[] { _scene.Sender, _scene.Other })
            Assert.IsType<JsonResult>(await _scene.OwnAsync(_scene.Proof(sender, (_, claims) => claims["jti"] = "one")));
    }

    /// <summary>An instance whose clock is a minute behind refuses the iat last.</summary>
    [Fact]
    public async Task A_jti_is_remembered_until_its_iat_is_too_old_everywhere()
    {
        await _scene.OwnAsync(_scene.Proof(change: (_, claims) => claims["iat"] = claims["iat"]!.GetValue<long>() + 60));
        Assert.Equal(_scene.Flow.Time.GetUtcNow().AddSeconds(180), Assert.Single(_scene.Flow.Stores.Grants.Values).ExpiresAt);
    }

    [Fact]
    public async Task A_code_is_bound_to_the_key_that_its_request_named_and_another_key_does_not_spend_it()
    {
        foreach (var clientId in new[] { "web", "spa" })
        {
            var code = await _scene.Flow.CodeAsync(("client_id", clientId), ("dpop_jkt", _scene.Sender.Thumbprint));

            Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _scene.RedeemAsync(code, clientId, _scene.Proof(_scene.Other))).Code);
            Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _scene.RedeemAsync(code, clientId, null)).Code);

            var tokens = FlowServer.Json(await _scene.RedeemAsync(code, clientId, _scene.Proof()));
            Assert.Equal("DPoP", FlowServer.Text(tokens, "token_type"));
        }
    }

    [Theory]
    [InlineData("short")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c+")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cMAAAA")]
    public async Task A_dpop_jkt_that_is_no_thumbprint_is_invalid(string thumbprint) =>
        Assert.Equal("invalid_request", (await _scene.Flow.AnswerAsync(("dpop_jkt", thumbprint)))["error"]);

    [Fact]
    public async Task A_dpop_jkt_does_not_go_with_the_implicit_grant() => Assert.Equal("invalid_request", (await _scene.Flow.AnswerAsync(
        ("client_id", "legacy"), ("response_type", "token"), ("dpop_jkt", _scene.Sender.Thumbprint)))["error"]);

    [Fact]
    public async Task The_refresh_token_of_a_confidential_client_is_not_bound_to_the_key_of_its_code()
    {
        var code = await _scene.Flow.CodeAsync(("dpop_jkt", _scene.Sender.Thumbprint));
        var token = FlowServer.Text(FlowServer.Json(await _scene.RedeemAsync(code, "web", _scene.Proof())), "refresh_token");

        var refreshed = FlowServer.Json(await _scene.RefreshAsync(token, _scene.Proof(_scene.Other), "web"));
        Assert.Equal(
            _scene.Other.Thumbprint, FlowServer.Payload(FlowServer.Text(refreshed, "access_token")).GetProperty("cnf").GetProperty("jkt").GetString());
        var again = FlowServer.Json(await _scene.RefreshAsync(FlowServer.Text(refreshed, "refresh_token"), null, "web"));
        Assert.Equal("Bearer", FlowServer.Text(again, "token_type"));
    }

    [Fact]
    public async Task The_refresh_token_of_a_public_client_needs_the_key_of_its_proof()
    {
        var token = FlowServer.Text(await _scene.BoundTokensAsync(), "refresh_token");

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _scene.RefreshAsync(token, null)).Code);
        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _scene.RefreshAsync(token, _scene.Proof(_scene.Other))).Code);
        Assert.Equal("DPoP", FlowServer.Text(FlowServer.Json(await _scene.RefreshAsync(token, _scene.Proof())), "token_type"));
    }

    /// <summary>The key is compared before the server decides whether the token is current, in the grace, or used.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(1, 60)]
    [InlineData(12, 0)]
    public async Task A_bound_refresh_token_with_another_key_gets_no_successor_and_revokes_nothing(int rotations, int seconds)
    {
        var first = FlowServer.Text(await _scene.BoundTokensAsync(), "refresh_token");
        var current = first;
        for (var i = 0; i < rotations; i++)
            current = FlowServer.Text(FlowServer.Json(await _scene.RefreshAsync(current, _scene.Proof())), "refresh_token");
        _scene.Flow.Time.Advance(TimeSpan.FromSeconds(seconds));
        var version = _scene.Flow.Grant.Version;

        foreach (var proof in new[] { null, _scene.Proof(_scene.Other) })
            Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _scene.RefreshAsync(first, proof)).Code);

        Assert.Equal(version, _scene.Flow.Grant.Version);
        Assert.Empty(_scene.Flow.Events.OfType<TheftDetected>());
        Assert.IsType<JsonResult>(await _scene.RefreshAsync(current, _scene.Proof()));
    }

    [Fact]
    public async Task Used_with_its_own_key_a_token_of_long_ago_still_ends_the_grant()
    {
        var first = FlowServer.Text(await _scene.BoundTokensAsync(), "refresh_token");
        await _scene.RefreshAsync(first, _scene.Proof());
        _scene.Flow.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _scene.RefreshAsync(first, _scene.Proof())).Code);
        Assert.Equal(GrantState.Revoked, _scene.Flow.Grant.State);
    }

    [Fact]
    public async Task Sixteen_retries_half_with_another_key_give_eight_answers_one_successor_and_no_revocation()
    {
        var token = FlowServer.Text(await _scene.BoundTokensAsync(), "refresh_token");
        var proof = _scene.Proof();
        var results = new List<EndpointResult>();
        for (var i = 0; i < 16; i++)
            results.Add(await _scene.RefreshAsync(token, i % 2 == 0 ? proof : _scene.Proof(_scene.Other)));

        var successors = results.OfType<JsonResult>().Select(each => FlowServer.Text(FlowServer.Json(each), "refresh_token")).ToList();
        Assert.Equal(8, successors.Count);
        Assert.Single(successors.Distinct());
        Assert.All(results.OfType<FailureResult>(), failure => Assert.Equal("invalid_grant", failure.Error.Code));
        Assert.Equal((GrantState.Active, 1), (_scene.Flow.Grant.State, _scene.Flow.Grant.Refresh!.Generation));
    }

    [Fact]
    public async Task A_refresh_of_a_public_client_binds_a_chain_that_began_without_a_proof()
    {
        var first = FlowServer.Text(await _scene.Flow.TokensAsync("spa"), "refresh_token");
        var second = FlowServer.Text(FlowServer.Json(await _scene.RefreshAsync(first, _scene.Proof())), "refresh_token");

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _scene.RefreshAsync(second, null)).Code);
        Assert.Equal(second, FlowServer.Text(FlowServer.Json(await _scene.RefreshAsync(first, _scene.Proof())), "refresh_token"));
        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _scene.RefreshAsync(first, null)).Code);
        Assert.IsType<JsonResult>(await _scene.RefreshAsync(second, _scene.Proof()));
    }

    /// <summary>An attacker may have bound the chain to a key of its own. The client's use of its token then shows the theft.</summary>
    [Fact]
    public async Task An_unbound_token_that_is_used_after_its_chain_was_bound_ends_the_grant()
    {
        var first = FlowServer.Text(await _scene.Flow.TokensAsync("spa"), "refresh_token");
        var second = FlowServer.Text(FlowServer.Json(await _scene.RefreshAsync(first, _scene.Proof(_scene.Other))), "refresh_token");
        await _scene.RefreshAsync(second, _scene.Proof(_scene.Other));
        _scene.Flow.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _scene.RefreshAsync(second, null)).Code);
        Assert.Equal(GrantState.Active, _scene.Flow.Grant.State);
        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _scene.RefreshAsync(first, null)).Code);
        Assert.Equal(GrantState.Revoked, _scene.Flow.Grant.State);
    }

    [Theory]
    [InlineData("web")]
    [InlineData("spa")]
    public async Task A_client_that_is_registered_for_DPoP_gets_no_token_without_a_proof_and_its_code_stays(string clientId)
    {
        _scene.Change(clientId, client => client with { RequiresDpop = true });
        var code = await _scene.Flow.CodeAsync(("client_id", clientId));

        var error = FlowServer.ErrorOf(await _scene.RedeemAsync(code, clientId, null));
        Assert.Equal(("invalid_dpop_proof", true), (error.Code, error.Description.Contains("no DPoP header", StringComparison.Ordinal)));
        Assert.IsType<JsonResult>(await _scene.RedeemAsync(code, clientId, _scene.Proof()));
    }

    [Fact]
    public async Task A_client_that_is_registered_for_DPoP_gets_no_token_by_the_implicit_grant()
    {
        _scene.Change("legacy", client => client with { RequiresDpop = true });
        Assert.Equal("unauthorized_client", (await _scene.Flow.AnswerAsync(("client_id", "legacy"), ("response_type", "token")))["error"]);
    }

    /// <summary>FAPI 2.0 Security Profile §5.3.2.1, §5.4.</summary>
    [Theory]
    [InlineData("ES256", true)]
    [InlineData("PS256", true)]
    [InlineData("RS256", false)]
    [InlineData("ES384", false)]
    public async Task A_client_of_the_profile_fapi2_needs_a_proof_with_an_algorithm_of_the_profile(string algorithm, bool isRight)
    {
        using var signer = AssertionSigner.New();
        using var sender = new DpopSender(algorithm);
        _scene.Change(DpopScene.Service, client => client with
        {
            Keys = ClientKeys.In(signer.JwkSet),
            TokenEndpointAuthMethod = AuthenticationMethods.PrivateKeyJwt,
            Profile = SecurityProfile.Fapi2,
        });

        var result = await _scene.AssertedAsync(signer, _scene.Proof(sender));

        Assert.Equal(isRight ? null : "invalid_dpop_proof", (result as FailureResult)?.Error.Code);
        Assert.Equal("invalid_dpop_proof", FlowServer.ErrorOf(await _scene.AssertedAsync(signer, null)).Code);
    }

    [Fact]
    public async Task The_password_grant_binds_the_refresh_token_of_no_confidential_client_and_its_access_token()
    {
        var answer = FlowServer.Json(await _scene.AskAsync(
            "legacy", _scene.Proof(), ("grant_type", "password"), ("username", "alice"), ("password", FlowServer.Password), ("scope", "notes.read")));
        Assert.Equal("DPoP", FlowServer.Text(answer, "token_type"));
        var refreshed = FlowServer.Json(await _scene.RefreshAsync(FlowServer.Text(answer, "refresh_token"), null, "legacy"));
        Assert.Equal("Bearer", FlowServer.Text(refreshed, "token_type"));
    }

    [Fact]
    public async Task Without_a_header_the_tokens_are_bearer_tokens() =>
        Assert.Equal("Bearer", FlowServer.Text(FlowServer.Json(await _scene.OwnAsync(null)), "token_type"));
}
