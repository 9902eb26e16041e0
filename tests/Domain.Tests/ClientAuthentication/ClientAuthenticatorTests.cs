using Microsoft.Extensions.Time.Testing;
using Moq;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.ClientAuthentication;

public sealed class ClientAuthenticatorTests
{
    private const string Good = "client_id=known&client_secret=right";

    private readonly Workspace _workspace = new("default", new Uri("https://issuer.example"));
    private readonly FakeTimeProvider _time = TestClock.New();
    private readonly Mock<IClientStore> _store = new(MockBehavior.Strict);
    private readonly ClientAuthenticator _authenticator;
    private Client _known;

    private ClientAuthenticator All => new(_store.Object, [new ClientSecretBasic(_time), new ClientSecretPost(_time), new NoClientAuthentication()]);

    public ClientAuthenticatorTests()
    {
        _known = new Client("known") { Secrets = [ClientSecret.Of("right", _time.GetUtcNow())] };
        _store.Setup(store => store.FindAsync(_workspace, It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((Workspace _, string id, CancellationToken _) => ValueTask.FromResult(id == "known" ? _known : null));
        _authenticator = new(_store.Object, [new ClientSecretBasic(_time), new ClientSecretPost(_time)]);
    }

    [Theory]
    [InlineData(Good, null, "client_secret_post")]
    [InlineData("", "known:right", "client_secret_basic")]
    [InlineData("client_id=known", "known:right", "client_secret_basic")]
    [InlineData("client_id=known&client_secret=", "known:right", "client_secret_basic")]
    public async Task Each_method_proves_who_the_client_is(string body, string? basic, string method)
    {
        var result = await AuthenticateAsync(body, basic);

        Assert.Null(result.Error);
        Assert.Same(_known, result.Value!.Registration);
        Assert.Equal(method, result.Value.Method);
    }

    [Theory]
    [InlineData(Good, "known:right")]
    [InlineData("client_secret=right", "known:right")]
    [InlineData("client_id=known&client_secret=wrong", "known:wrong")]
    public async Task Two_methods_at_once_are_invalid_request_and_reach_no_store(string body, string basic)
    {
        var result = await AuthenticateAsync(body, basic);

        Assert.Equal("invalid_request", result.Error?.Code);
        _store.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData("")]
    [InlineData("client_id=known")]
    [InlineData("client_id=known&client_secret=")]
    public async Task No_method_at_all_is_invalid_client(string body)
    {
        var result = await AuthenticateAsync(body);

        Assert.Equal("invalid_client", result.Error?.Code);
        _store.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData("unknown", "client_id=nobody&client_secret=right", "unknown client")]
    [InlineData("malformed", "client_id=no%2Fbody&client_secret=right", "unknown client")]
    [InlineData("wrong", "client_id=known&client_secret=Right", "wrong or expired")]
    [InlineData("disabled", Good, "known is disabled")]
    [InlineData("disabled", "client_id=known&client_secret=wrong", "known is disabled")]
    [InlineData("expired", Good, "wrong or expired")]
    [InlineData("without secret", Good, "wrong or expired")]
    [InlineData("other method", Good, "may not use client_secret_post")]
    public async Task Every_failure_has_the_same_answer_and_only_the_log_has_the_reason(string state, string body, string reason)
    {
        _known = state switch
        {
            "disabled" => _known with { IsDisabled = true },
            "expired" => _known with { Secrets = [_known.Secrets[0] with { ExpiresAt = _time.GetUtcNow() }] },
            "without secret" => _known with { Secrets = [] },
            "other method" => _known with { TokenEndpointAuthMethod = "client_secret_basic" },
            _ => _known,
        };

        var error = (await AuthenticateAsync(body)).Error;

        Assert.NotNull(error);
        Assert.Equal(
            ("invalid_client", "The client is unknown or its credentials are wrong."),
            (error.Code, error.Description));
        Assert.Contains(reason, error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("right", error.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("no%2Fbody")]
    [InlineData("a%27%20or%201")]
    [InlineData("%F0%9F%94%91")]
    [InlineData("a%0Ab")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000x")]
    public async Task A_malformed_id_never_reaches_the_store(string clientId)
    {
        await AuthenticateAsync($"client_id={clientId}&client_secret=right");

        _store.Verify(store => store.FindAsync(It.IsAny<Workspace>(), It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task A_well_formed_id_is_looked_up_once()
    {
        await AuthenticateAsync("client_id=nobody&client_secret=right");

        _store.Verify(store => store.FindAsync(_workspace, "nobody", It.IsAny<CancellationToken>()), Times.Once);
        _store.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Old_and_new_secret_are_valid_until_the_old_secret_expires()
    {
        var now = _time.GetUtcNow();
        _known = _known with { Secrets = [ClientSecret.Of("old", now) with { ExpiresAt = now.AddDays(1) }, ClientSecret.Of("new", now)] };

        Assert.False((await AuthenticateAsync("client_id=known&client_secret=old")).IsError);
        Assert.False((await AuthenticateAsync("client_id=known&client_secret=new")).IsError);

        _time.Advance(TimeSpan.FromDays(1));

        Assert.True((await AuthenticateAsync("client_id=known&client_secret=old")).IsError);
        Assert.False((await AuthenticateAsync("client_id=known&client_secret=new")).IsError);
    }

    [Fact]
    public async Task A_secret_that_a_client_has_twice_is_valid()
    {
        _known = _known with { Secrets = [_known.Secrets[0], _known.Secrets[0]] };

        Assert.False((await AuthenticateAsync(Good)).IsError);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("client_id=known", null)]
    [InlineData("client_id=other", "invalid_request")]
    [InlineData("client_secret=right", "invalid_request")]
    [InlineData("client_id=known&client_secret=right", "invalid_request")]
    public async Task A_public_client_may_name_itself_by_Basic_with_an_empty_password(string body, string? error)
    {
        _known = _known with { Secrets = [], TokenEndpointAuthMethod = "none" };

        var result = await AuthenticateAsync(All, body, "known:");

        Assert.Equal(error, result.Error?.Code);
        Assert.Equal(error is null ? "none" : null, result.Value?.Method);
    }

    [Theory]
    [InlineData("known:")]
    [InlineData("nobody:")]
    public async Task An_empty_password_proves_no_client_that_has_a_secret(string basic) =>
        Assert.Equal("invalid_client", (await AuthenticateAsync(All, "", basic)).Error?.Code);

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("DPoP abc")]
    [InlineData("abc")]
    public async Task A_header_of_any_scheme_beside_a_secret_in_the_body_is_a_second_method(string authorization)
    {
        var result = await All.AuthenticateAsync(
            new EndpointRequest(_workspace, ParameterSet.Parse(Good).Value!) { Authorization = authorization }, TestContext.Current.CancellationToken);

        Assert.Equal("invalid_request", result.Error?.SaysWhy().Code);
        _store.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData(Good, null)]
    [InlineData("client_id=known", null)]
    [InlineData("client_id=known", "known:right")]
    [InlineData("", null)]
    [InlineData("client_id=public", null)]
    public async Task An_assertion_that_no_method_takes_is_refused_with_that_reason(string body, string? basic)
    {
        _known = _known with { TokenEndpointAuthMethod = null };
        var assertion = "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=a.b.c";

        var result = await AuthenticateAsync(All, body + assertion, basic);

        Assert.Equal(
            ("invalid_client", "No client authentication method of this server takes a client_assertion."), (result.Error?.Code, result.Error?.Description));
        _store.VerifyNoOtherCalls();
    }

    [Fact]
    public void Each_method_that_a_client_may_register_exists_once() =>
        Assert.Equal(AuthenticationMethods.All, new ClientAuthenticator(
            _store.Object, [new ClientSecretBasic(_time), new ClientSecretPost(_time), new ClientAssertion([]), new NoClientAuthentication()]).Advertised);

    [Theory]
    [InlineData("client_secret_post", Good, null, true)]
    [InlineData("client_secret_post", "", "known:right", false)]
    [InlineData("client_secret_basic", "", "known:right", true)]
    [InlineData("client_secret_basic", Good, null, false)]
    [InlineData("private_key_jwt", Good, null, false)]
    [InlineData("none", Good, null, false)]
    public async Task A_client_bound_to_one_method_may_use_no_other_method(string method, string body, string? basic, bool isAllowed)
    {
        _known = _known with { TokenEndpointAuthMethod = method };

        Assert.Equal(isAllowed, !(await AuthenticateAsync(body, basic)).IsError);
    }

    [Fact]
    public async Task A_fault_of_the_store_is_no_answer_to_the_caller()
    {
        _store.Setup(store => store.FindAsync(_workspace, "known", It.IsAny<CancellationToken>())).ThrowsAsync(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => AuthenticateAsync(Good));
    }

    private Task<OAuthResult<AuthenticatedClient>> AuthenticateAsync(string body, string? basic = null) =>
        AuthenticateAsync(_authenticator, body, basic);

    private async Task<OAuthResult<AuthenticatedClient>> AuthenticateAsync(ClientAuthenticator authenticator, string body, string? basic)
    {
        var authorization = basic?.Split(':') is [var id, var secret] ? TestServer.Basic(id, secret) : null;
        var request = new EndpointRequest(_workspace, ParameterSet.Parse(body).Value!) { Authorization = authorization };
        var result = await authenticator.AuthenticateAsync(request, TestContext.Current.CancellationToken);
        result.Error?.SaysWhy();
        return result;
    }
}
