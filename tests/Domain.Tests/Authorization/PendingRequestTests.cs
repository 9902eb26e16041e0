using Tollgate.Domain.Authorization;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Tests.Authorization;

/// <summary>Tests that the pages keep an authorization request. The request comes from the query or from another source.</summary>
public sealed class PendingRequestTests
{
    private const string Address = "client_id=web&request_uri=urn%3Aexample%3Astored";

    private readonly FlowServer _server;
    private readonly StoredRequests _stored = new();

    public PendingRequestTests() => _server = new FlowServer(additions: new Additions { RequestSources = [_stored] });

    [Theory]
    [InlineData("login")]
    [InlineData("login consent")]
    [InlineData("select_account")]
    public async Task The_pages_carry_the_address_of_a_stored_request_alone_and_lead_to_its_code(string prompt)
    {
        _stored.Query = FlowServer.Query(("prompt", prompt), ("max_age", "0"));

        var signIn = PageOf<SignInPage>(await _server.AuthorizeRawAsync(Address + "&scope=openid"));
        var consent = PageOf<ConsentPage>(await _server.FollowAsync(await _server.SignInAsync(signIn)));
        var answer = ClientAnswer.Of(await _server.FollowAsync(await DecideAsync(consent)));

        Assert.NotNull(answer["code"]);
        Assert.Equal(FlowServer.Scope, _server.Grant.Scope.Text);
        foreach (var going in new[] { signIn.Continue, consent.Continue })
            Assert.Matches($"^/authorize\\?{Address}&opened=\\d+$", going);
    }

    [Fact]
    public async Task The_rules_run_on_the_parameters_of_a_stored_request()
    {
        _stored.Query = FlowServer.Query(("scope", "admin"));

        Assert.Equal("invalid_scope", ClientAnswer.Of(await _server.AuthorizeRawAsync(Address + "&scope=openid"))["error"]);
    }

    [Fact]
    public async Task An_expired_stored_request_is_reported_to_the_user()
    {
        var page = PageOf<ErrorPage>(await _server.AuthorizeRawAsync(Address));

        Assert.Equal("The request_uri has expired.", page.Error.Description);
    }

    [Fact]
    public async Task A_stored_request_that_expires_while_the_page_is_open_begins_no_session()
    {
        _stored.Query = FlowServer.Query();
        var page = PageOf<SignInPage>(await _server.AuthorizeRawAsync(Address));
        _stored.Query = null;

        PageOf<ErrorPage>(await _server.SignInAsync(page));

        Assert.Empty(_server.Stores.Sessions);
    }

    [Fact]
    public async Task A_consent_to_one_stored_request_is_no_consent_to_another_stored_request()
    {
        _stored.Query = FlowServer.Query();
        _server.BeginSession();
        var page = PageOf<ConsentPage>(await _server.AuthorizeRawAsync(Address));

        var result = await DecideAsync(page with { Continue = page.Continue + "2" });

        PageOf<ConsentPage>(await _server.FollowAsync(result));
        Assert.Empty(_server.Stores.Consents);
    }

    [Fact]
    public async Task The_query_stays_as_the_client_sent_it()
    {
        var query = FlowServer.Query(("prompt", "login consent"), ("max_age", "0")).Replace("prompt=", "%70rompt=", StringComparison.Ordinal) + "&odd=a+b%2f";

        var signIn = PageOf<SignInPage>(await _server.AuthorizeRawAsync(query));
        var back = Assert.IsType<RedirectResult>(await _server.SignInAsync(signIn));
        var consent = PageOf<ConsentPage>(await _server.FollowAsync(back));

        foreach (var going in new[] { signIn.Continue, back.Location, consent.Continue })
            Assert.StartsWith($"/authorize?{query}&opened=", going, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "0")]
    public async Task A_request_that_was_opened_after_the_sign_in_asks_again(string name, string value)
    {
        _server.BeginSession();
        _server.Time.Advance(TimeSpan.FromSeconds(6));

        var page = await _server.PageAsync<SignInPage>((name, value));
        var unanswered = page.Continue["/authorize?".Length..];
        _server.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(page.Continue, PageOf<SignInPage>(await _server.AuthorizeRawAsync(unanswered)).Continue);
        PageOf<ConsentPage>(await _server.FollowAsync(await _server.SignInAsync(page)));
    }

    [Theory]
    [InlineData("opened=99999999999")]
    [InlineData("opened=soon")]
    public async Task A_time_that_a_client_made_up_skips_nothing(string opened)
    {
        _server.BeginSession();
        _server.Time.Advance(TimeSpan.FromSeconds(6));

        PageOf<SignInPage>(await _server.AuthorizeRawAsync(FlowServer.Query(("prompt", "login")) + "&" + opened));
    }

    [Fact]
    public async Task A_sign_in_form_of_an_earlier_version_without_a_time_ends_the_prompt()
    {
        _server.BeginSession();
        _server.Time.Advance(TimeSpan.FromHours(1));
        var page = await _server.PageAsync<SignInPage>(("prompt", "login"));

        var result = await _server.SignInAsync(page with { Continue = page.Continue[..page.Continue.LastIndexOf('&')] });

        PageOf<ConsentPage>(await _server.FollowAsync(result));
    }

    private static T PageOf<T>(EndpointResult result) where T : Page => Assert.IsType<T>(Assert.IsType<PageResult>(result).Page);

    private ValueTask<EndpointResult> DecideAsync(ConsentPage page) => _server.Server.Consent.HandleAsync(
        _server.Form(("continue", page.Continue), ("form_token", page.FormToken), ("decision", "allow")), TestContext.Current.CancellationToken);

    /// <summary>Holds one request, as a source of pushed authorization requests would.</summary>
    private sealed class StoredRequests : IRequestSource
    {
        public string? Query { get; set; }

        public ValueTask<OAuthResult<PendingRequest>?> FindAsync(EndpointRequest request, PendingRequest query, CancellationToken cancellationToken)
        {
            if (query.Parameters["request_uri"] is not { } uri || !uri.StartsWith("urn:example:", StringComparison.Ordinal))
                return new((OAuthResult<PendingRequest>?)null);
            return new(Query is null
                ? OAuthError.InvalidRequest("The request_uri has expired.")
                : new PendingRequest(
                    ParameterSet.Parse(Query).Value!, FlowServer.Encode([("client_id", query.Parameters["client_id"]), ("request_uri", uri)])));
        }
    }
}
