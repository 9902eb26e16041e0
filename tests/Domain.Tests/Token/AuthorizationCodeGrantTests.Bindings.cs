using Tollgate.Domain.Events;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Tests.Token;

/// <summary>The redirect URI of a code, and a second use of a code.</summary>
public sealed partial class AuthorizationCodeGrantTests
{
    /// <summary>
    /// RFC 6749 §4.1.3, OAuth 2.1 §4.1.3: the redirect_uri of the token request depends on whether the authorization request had a
    /// redirect_uri.
    /// </summary>
    [Theory]
    [InlineData("web", true, null, true)]
    [InlineData("web", true, "", true)]
    [InlineData("web", true, FlowServer.Callback, true)]
    [InlineData("web", true, "https://app.example/other", false)]
    [InlineData("web", false, null, true)]
    [InlineData("web", false, FlowServer.Callback, true)]
    [InlineData("web", false, "https://app.example/other", false)]
    [InlineData("legacy", true, null, false)]
    [InlineData("legacy", true, FlowServer.Callback, true)]
    [InlineData("legacy", false, null, true)]
    [InlineData("legacy", false, FlowServer.Callback, true)]
    [InlineData("legacy", false, "https://app.example/other", false)]
    public async Task The_redirect_URI_must_fit_the_request_and_is_required_only_without_a_challenge(string clientId, bool isNamed, string? sent, bool isGood)
    {
        (string, string?)[] without = clientId == "legacy" ? [("code_challenge", null), ("code_challenge_method", null)] : [];
        var code = await _server.CodeAsync([("client_id", clientId), ("redirect_uri", isNamed ? FlowServer.Callback : null), .. without]);
        (string, string?)[] changes = [("redirect_uri", sent), .. clientId == "legacy" ? [("code_verifier", null)] : Array.Empty<(string, string?)>()];

        if (!isGood)
            await AssertRefusedAsync("invalid_grant", code, clientId, changes);
        else
            Assert.IsType<JsonResult>(await _server.RedeemAsync(code, clientId, changes));
    }

    [Fact]
    public async Task An_implied_redirect_URI_stays_the_same_when_the_client_changes_its_redirect_URI()
    {
        var code = await _server.CodeAsync(("redirect_uri", null));
        _server.Change("web", client => client with { RedirectUris = ["https://app.example/new"] });

        await AssertRefusedAsync("invalid_grant", code, "web", ("redirect_uri", "https://app.example/new"));
        Assert.IsType<JsonResult>(await _server.RedeemAsync(code));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("redirect_uri", "https://evil.example/")]
    public async Task A_second_use_revokes_the_tokens_of_the_first_use(string? name, string? value)
    {
        var code = await _server.CodeAsync();
        var tokens = FlowServer.Json(await _server.RedeemAsync(code));

        await AssertRefusedAsync("invalid_grant", code, "web", name is null ? [] : [(name, value)]);

        Assert.Equal(GrantState.Revoked, _server.Grant.State);
        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RefreshAsync(FlowServer.Text(tokens, "refresh_token"))).Code);
        Assert.Equal("invalid_token", FlowServer.ErrorOf(await _server.UserInfoAsync(FlowServer.Text(tokens, "access_token"))).Code);
        await AssertRefusedAsync("invalid_grant", code);
    }

    /// <summary>A code appears in logs and browser histories. Knowledge of the code alone must not suffice to sign the user out.</summary>
    [Theory]
    [InlineData("web", null)]
    [InlineData("web", "wrong")]
    [InlineData("web", "DBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")]
    [InlineData("spa", null)]
    [InlineData("spa", "DBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")]
    public async Task A_second_use_without_the_right_verifier_is_refused_and_ends_nothing(string clientId, string? verifier)
    {
        var code = await _server.CodeAsync(("client_id", clientId));
        var tokens = FlowServer.Json(await _server.RedeemAsync(code, clientId));

        await AssertRefusedAsync("invalid_grant", code, clientId, ("code_verifier", verifier));

        Assert.Equal(GrantState.Active, _server.Grant.State);
        Assert.IsType<JsonResult>(await _server.RefreshAsync(FlowServer.Text(tokens, "refresh_token"), clientId));
        Assert.Empty(_server.Events.OfType<TheftDetected>());
        await AssertRefusedAsync("invalid_grant", code, clientId);
        Assert.Equal(GrantState.Revoked, _server.Grant.State);
        Assert.Single(_server.Events.OfType<TheftDetected>());
    }

    [Fact]
    public async Task A_second_use_of_a_code_without_a_challenge_ends_the_grant()
    {
        var code = await _server.CodeAsync(("client_id", "legacy"), ("code_challenge", null), ("code_challenge_method", null));
        Assert.IsType<JsonResult>(await _server.RedeemAsync(code, "legacy", ("code_verifier", null)));

        await AssertRefusedAsync("invalid_grant", code, "legacy", ("code_verifier", null));

        Assert.Equal(GrantState.Revoked, _server.Grant.State);
    }

    [Fact]
    public async Task A_second_use_revokes_refreshed_tokens_even_after_the_code_has_expired()
    {
        var code = await _server.CodeAsync();
        var tokens = FlowServer.Json(await _server.RedeemAsync(code));
        _server.Time.Advance(TimeSpan.FromDays(1));
        var refreshed = FlowServer.Json(await _server.RefreshAsync(FlowServer.Text(tokens, "refresh_token")));

        await AssertRefusedAsync("invalid_grant", code);

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RefreshAsync(FlowServer.Text(refreshed, "refresh_token"))).Code);
    }
}
