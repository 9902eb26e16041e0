using Moq;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Authorization;

/// <summary>The order of the rules. The tests send requests to the endpoint that lists the rules.</summary>
public sealed class AuthorizationRequestReaderTests
{
    /// <summary>
    /// One mistake for each rule, in the order of the rules: the wrong value, the right value, and the error when all earlier mistakes are
    /// corrected.
    /// </summary>
    private static readonly (string Name, string? Wrong, string? Right, string Code)[] Mistakes =
    [
        ("client_id", "nobody", "web", "invalid_request"),
        ("redirect_uri", "https://evil.example/", FlowServer.Callback, "invalid_request"),
        ("response_mode", "nonsense", "query", "invalid_request"),
        ("response_type", "nonsense", "code", "unsupported_response_type"),
        ("request_uri", "https://app.example/request", null, "request_uri_not_supported"),
        ("nonce", new string('n', 40_000), "a nonce", "invalid_request"),
        ("code_challenge", null, FlowServer.Challenge, "invalid_request"),
        ("scope", "admin", "openid", "invalid_scope"),
        ("prompt", "nonsense", "none", "invalid_request"),
        ("max_age", "nonsense", "60", "invalid_request"),
    ];

    private static readonly string[] DescriptionsInOrder =
    [
        "The client is unknown.",
        "The redirect_uri is not one that the client has registered.",
        "The response_mode is not one that this server knows.",
        "The response_type is not one that this server knows.",
        "The server takes no request objects.",
        "The nonce is longer than the 32,768 characters that this server can store.",
        "The code_challenge is missing.",
        "The scope has parts that cannot be granted here: admin",
        "The prompt has a value that this server does not know.",
        "The max_age is not a number of seconds.",
    ];

    private readonly FlowServer _server = FlowServer.WithAlice();

    public static TheoryData<int> Steps => [.. Enumerable.Range(0, Mistakes.Length)];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Of_several_mistakes_the_first_in_the_order_of_the_rules_is_told(int corrected)
    {
        var result = await _server.AuthorizeAsync(Mistakes.Select((each, at) => (each.Name, at < corrected ? each.Right : each.Wrong)));

        var (code, description) = result is PageResult { Page: ErrorPage page }
            ? (page.Error.Code, page.Error.Description)
            : (ClientAnswer.Of(result)["error"], ClientAnswer.Of(result)["error_description"]);
        Assert.Equal((Mistakes[corrected].Code, DescriptionsInOrder[corrected]), (code, description));
        Assert.Equal(corrected < 2, result is PageResult);
    }

    [Fact]
    public async Task A_request_with_all_mistakes_corrected_succeeds() =>
        Assert.NotNull((await _server.AnswerAsync(Mistakes.Select(each => (each.Name, each.Right))))["code"]);

    [Theory]
    [InlineData("client_id", null)]
    [InlineData("client_id", "nobody")]
    [InlineData("client_id", "../web")]
    [InlineData("redirect_uri", "https://evil.example/callback")]
    [InlineData("redirect_uri", "//evil.example")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    [InlineData("redirect_uri", "https://app.example/callback\r\nX: y")]
    public async Task Without_a_trusted_redirect_URI_the_user_sees_the_error(string name, string? value)
    {
        var page = await _server.PageAsync<ErrorPage>((name, value));

        Assert.Equal("invalid_request", page.Error.Code);
    }

    /// <summary>
    /// <see cref="ClientAnswer"/> checks the description of every error: the description exists and has only the characters that RFC 6749
    /// allows.
    /// </summary>
    [Theory]
    [InlineData("response_type", null)]
    [InlineData("response_type", "token")]
    [InlineData("request", "e30.e30.")]
    [InlineData("registration", "{}")]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge", "short")]
    [InlineData("prompt", "none login")]
    [InlineData("prompt", "\"")]
    public async Task A_client_is_told_why_it_is_refused(string name, string? value) =>
        Assert.NotNull((await _server.AnswerAsync((name, value)))["error"]);

    [Fact]
    public async Task A_client_is_told_that_it_has_to_send_a_code_challenge() =>
        Assert.Equal("invalid_request", (await _server.AnswerAsync(("code_challenge", null), ("code_challenge_method", null)))["error"]);

    [Fact]
    public async Task A_client_is_told_why_a_token_does_not_go_into_a_query() =>
        Assert.NotNull((await _server.AnswerAsync(("client_id", "legacy"), ("response_type", "token"), ("response_mode", "query")))["error"]);

    [Fact]
    public async Task A_request_of_a_client_with_several_redirect_URIs_must_name_a_redirect_URI()
    {
        _server.Change("web", client => client with { RedirectUris = ["https://app.example/a", "https://app.example/b"] });

        Assert.Contains("redirect_uri", (await _server.PageAsync<ErrorPage>(("redirect_uri", null))).Error.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_client_gets_no_redirect()
    {
        _server.Change("web", client => client with { IsDisabled = true });

        await _server.PageAsync<ErrorPage>();
    }

    [Fact]
    public async Task A_malformed_client_id_is_not_looked_up()
    {
        var clients = new Mock<IClientStore>(MockBehavior.Strict);
        var server = new FlowServer(stores => stores with { Clients = clients.Object });

        await server.PageAsync<ErrorPage>(("client_id", null));
        await server.PageAsync<ErrorPage>(("client_id", "a b"));
        await server.PageAsync<ErrorPage>(("client_id", "a/b"));

        clients.Verify(
            store => store.FindAsync(It.IsAny<Workspace>(), It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task Errors_for_the_client_bring_state_and_iss()
    {
        var answer = await _server.AnswerAsync(("scope", "admin"), ("state", "é&=#?+ \"<"));

        Assert.Equal(FlowServer.Callback, answer.Target);
        Assert.Equal("invalid_scope", answer["error"]);
        Assert.Equal("é&=#?+ \"<", answer["state"]);
        Assert.Equal("https://issuer.example", answer["iss"]);
        Assert.Null(answer["code"]);
    }
}
