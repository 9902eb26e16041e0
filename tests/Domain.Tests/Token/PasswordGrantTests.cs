using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Tests.Token;

public sealed class PasswordGrantTests
{
    private readonly FlowServer _server = new();

    [Fact]
    public void A_new_client_does_not_have_the_password_grant() => Assert.False(new Client("new").MayUse(GrantTypes.Password));

    [Theory]
    [InlineData("web")]
    [InlineData("spa")]
    public async Task A_client_without_the_grant_is_unauthorized_client_for_every_password(string clientId)
    {
        Assert.Equal("unauthorized_client", FlowServer.ErrorOf(await AskAsync(clientId: clientId)).Code);
        Assert.Equal("unauthorized_client", FlowServer.ErrorOf(await AskAsync(password: "wrong", clientId: clientId)).Code);
        Assert.Empty(_server.Stores.Attempts);
    }

    [Fact]
    public async Task A_client_with_the_grant_gets_tokens_and_the_log_gets_a_warning()
    {
        var result = await AskAsync();

        var tokens = FlowServer.Json(result);
        Assert.Equal("client legacy used the legacy grant password", result.Warning);
        Assert.Equal(FlowServer.Scope, FlowServer.Text(tokens, "scope"));
        Assert.Equal(FlowServer.Subject, FlowServer.Text(FlowServer.Payload(FlowServer.Text(tokens, "id_token")), "sub"));
        Assert.IsType<JsonResult>(await _server.UserInfoAsync(FlowServer.Text(tokens, "access_token")));
        Assert.IsType<JsonResult>(await _server.RefreshAsync(FlowServer.Text(tokens, "refresh_token"), "legacy"));
        Assert.Null(_server.Grant.CodeHash);
    }

    [Fact]
    public async Task A_refused_request_logs_no_warning() => Assert.Null((await AskAsync(password: "wrong")).Warning);

    [Theory]
    [InlineData(null, FlowServer.Password)]
    [InlineData("alice", null)]
    [InlineData("", "")]
    public async Task Missing_credentials_are_invalid_request(string? username, string? password) =>
        Assert.Equal("invalid_request", FlowServer.ErrorOf(await AskAsync(username, password)).Code);

    [Fact]
    public async Task Unknown_users_and_wrong_passwords_have_the_same_answer()
    {
        var (unknown, wrong) = (FlowServer.ErrorOf(await AskAsync("nobody")), FlowServer.ErrorOf(await AskAsync(password: "wrong")));

        Assert.Equal("invalid_grant", unknown.Code);
        Assert.Equal(unknown, wrong);
        Assert.Empty(_server.Stores.Grants);
    }

    [Fact]
    public async Task A_scope_that_the_client_may_not_have_is_refused_before_a_password_is_tried()
    {
        Assert.Equal("invalid_scope", FlowServer.ErrorOf(await AskAsync(password: "wrong", scope: "admin")).Code);
        Assert.Equal("invalid_scope", FlowServer.ErrorOf(await AskAsync(scope: "\"")).Code);
        Assert.Empty(_server.Stores.Attempts);
    }

    [Fact]
    public async Task After_ten_failures_the_right_password_has_to_wait_for_the_window_to_end()
    {
        for (var i = 0; i < 10; i++)
            Assert.Null(FlowServer.ErrorOf(await AskAsync(password: "wrong")).RetryAfter);

        var error = FlowServer.ErrorOf(await AskAsync());

        Assert.Equal("invalid_grant", error.Code);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 15, 0, TimeSpan.Zero) - _server.Time.GetUtcNow(), error.RetryAfter);
        Assert.Empty(_server.Stores.Grants);
        _server.Time.Advance(error.RetryAfter!.Value);
        Assert.IsType<JsonResult>(await AskAsync());
    }

    [Fact]
    public async Task Failures_count_together_with_failures_at_the_sign_in_page()
    {
        for (var i = 0; i < 10; i++)
            await AskAsync(password: "wrong");

        var result = await _server.SignInAsync(await _server.PageAsync<SignInPage>());

        Assert.Equal(SignInProblem.TooManyAttempts, Assert.IsType<SignInPage>(Assert.IsType<PageResult>(result).Page).Problem);
    }

    [Fact]
    public async Task A_client_without_the_refresh_grant_gets_no_refresh_token()
    {
        _server.Change("legacy", client => client with { GrantTypes = [GrantTypes.Password] });

        Assert.False(FlowServer.Json(await AskAsync()).TryGetProperty("refresh_token", out _));
        Assert.Equal(GrantState.Active, _server.Grant.State);
    }

    private ValueTask<EndpointResult> AskAsync(
        string? username = "alice", string? password = FlowServer.Password, string clientId = "legacy", string scope = FlowServer.Scope) =>
        _server.TokenAsync(clientId, ("grant_type", "password"), ("username", username), ("password", password), ("scope", scope));
}
