using System.Text;
using Tollgate.Domain.Events;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Tests.Events;

/// <summary>The events that the server records, and the values that no event contains.</summary>
public sealed class RecordingTests
{
    private readonly FlowServer _server = FlowServer.WithAlice();

    [Fact]
    public async Task Each_token_is_an_event_that_names_client_grant_type_and_grant()
    {
        var tokens = await _server.TokensAsync();
        await _server.RefreshAsync(FlowServer.Text(tokens, "refresh_token"));
        await _server.TokenAsync("legacy", ("grant_type", "client_credentials"));

        Assert.Equal(
            [
                new TokenIssued("default", "web", GrantTypes.AuthorizationCode, _server.Grant.Id),
                new TokenIssued("default", "web", GrantTypes.RefreshToken, _server.Grant.Id),
                new TokenIssued("default", "legacy", GrantTypes.ClientCredentials, null),
            ],
            _server.Events);
    }

    [Fact]
    public async Task An_implicit_token_is_an_event_too()
    {
        _server.Change("legacy", client => client with { GrantTypes = [GrantTypes.Implicit] });
        Assert.NotNull((await _server.AnswerAsync(
            ("client_id", "legacy"), ("response_type", "token"), ("code_challenge", null), ("code_challenge_method", null)))["access_token"]);

        Assert.Equal(new TokenIssued("default", "legacy", GrantTypes.Implicit, _server.Grant.Id), Assert.Single(_server.Events));
    }

    [Theory]
    [InlineData("authorization_code", "authorization_code", ErrorCodes.InvalidRequest)]
    [InlineData("code", "authorization_code", ErrorCodes.InvalidRequest)]
    [InlineData("my password is wonderland", null, ErrorCodes.UnsupportedGrantType)]
    [InlineData(null, null, ErrorCodes.InvalidRequest)]
    public async Task A_refused_request_is_an_event_without_text_of_the_caller(string? asked, string? grantType, string error)
    {
        await _server.TokenAsync("web", ("grant_type", asked));

        Assert.Equal(new TokenRefused("default", grantType, error), Assert.Single(_server.Events));
    }

    [Fact]
    public async Task A_token_request_builds_no_event_when_no_listener_wants_it()
    {
        _server.Events.HearsTokens = false;
        await _server.TokensAsync();
        await _server.RedeemAsync("no code at all");

        Assert.Empty(_server.Events);
    }

    [Fact]
    public async Task A_code_used_twice_is_a_theft()
    {
        _server.Events.HearsTokens = false;
        var code = await _server.CodeAsync();
        await _server.RedeemAsync(code);
        await _server.RedeemAsync(code);

        Assert.Equal(
            new TheftDetected("default", "web", _server.Grant.Id, StolenCredential.AuthorizationCode), Assert.Single(_server.Events));
    }

    [Fact]
    public async Task The_reuse_of_a_refresh_token_is_a_theft_only_after_the_grace()
    {
        _server.Events.HearsTokens = false;
        var token = FlowServer.Text(await _server.TokensAsync(), "refresh_token");
        await _server.RefreshAsync(token);
        await _server.RefreshAsync(token);
        Assert.Empty(_server.Events);

        _server.Time.Advance(TimeSpan.FromMinutes(5));
        await _server.RefreshAsync(token);

        Assert.Equal(new TheftDetected("default", "web", _server.Grant.Id, StolenCredential.RefreshToken), Assert.Single(_server.Events));
    }

    [Fact]
    public async Task A_sign_in_is_an_event_and_a_refused_sign_in_names_the_subject_and_not_the_typed_name()
    {
        var page = await _server.PageAsync<SignInPage>(("prompt", "login"));
        await _server.SignInAsync(page, password: "a slip");
        await _server.SignInAsync(page, username: "wonderland", password: "alice");
        Assert.IsType<RedirectResult>(await _server.SignInAsync(page));

        Assert.Equal(
            [
                new SignInRefused("default", FlowServer.Subject, SignInRefusal.WrongCredentials),
                new SignInRefused("default", null, SignInRefusal.WrongCredentials),
                new SignedIn("default", FlowServer.Subject, AcrValues.Password),
            ],
            _server.Events);
    }

    [Fact]
    public async Task A_throttled_sign_in_is_an_event_without_a_subject()
    {
        var page = await _server.PageAsync<SignInPage>(("prompt", "login"));
        for (var tries = 0; tries <= SignInThrottle.PerUserAndAddress; tries++)
            await _server.SignInAsync(page, password: "a guess");

        Assert.Equal(new SignInRefused("default", null, SignInRefusal.TooManyAttempts), _server.Events[^1]);
        Assert.Equal(SignInThrottle.PerUserAndAddress + 1, _server.Events.Count);
    }

    [Fact]
    public async Task No_event_holds_a_credential()
    {
        var page = await _server.PageAsync<SignInPage>(("prompt", "login"));
        await _server.SignInAsync(page);
        var code = await _server.CodeAsync();
        var tokens = FlowServer.Json(await _server.RedeemAsync(code));
        await _server.RedeemAsync(code);
        await _server.TokenAsync("legacy", ("grant_type", "password"), ("username", "alice"), ("password", FlowServer.Password));

        var text = new StringBuilder().AppendJoin('\n', _server.Events).ToString();
        Assert.Equal(5, _server.Events.Count);
        foreach (var secret in new[] { code.Split('.')[1], FlowServer.Password, "-secret", FlowServer.Text(tokens, "access_token"),
            FlowServer.Text(tokens, "refresh_token") })
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }
}
