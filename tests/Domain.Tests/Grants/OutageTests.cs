using Tollgate.Domain.Grants;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Grants;

/// <summary>The server cannot reach its keys or tables for a while. A client that repeats the same request afterwards gets working tokens.</summary>
public sealed class OutageTests
{
    private const int Grace = 30;

    private FaultyGrants _grants = null!;

    /// <summary>The lengths of the outages in seconds. The grace period of refresh tokens ends after 30 seconds.</summary>
    public static TheoryData<int> Lengths => [5, Grace + 5, 600];

    public static TheoryData<string, int> Exchanges
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var grant in new[] { "code", "refresh of a public client", "refresh of a confidential client", "refresh without rotation", "password" })
                foreach (var length in new[] { 5, Grace + 5, 600 })
                    data.Add(grant, length);
            return data;
        }
    }

    /// <summary>The exchanges that replace an existing row.</summary>
    public static IEnumerable<TheoryDataRow<string, int>> Redemptions =>
        from row in Exchanges where row.Data.Item1 != "password" select row;

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task A_failed_signature_uses_nothing_up(string grant, int seconds)
    {
        var (server, askAsync) = await BeginAsync(grant);
        server.Keys.IsOut = true;
        for (var time = 0; time < seconds; time += 5)
        {
            await Assert.ThrowsAsync<TimeoutException>(askAsync);
            server.Time.Advance(TimeSpan.FromSeconds(5));
        }

        server.Keys.IsOut = false;

        await AssertWorksAsync(server, await askAsync());
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public Task A_write_that_is_not_applied_uses_nothing_up(string grant, int seconds) => WriteFailsAsync(grant, seconds, FaultyGrants.Fault.Refused);

    [Theory]
    [MemberData(nameof(Exchanges))]
    public Task A_retry_after_a_lost_answer_gets_tokens_at_the_instance_that_wrote(string grant, int seconds) =>
        WriteFailsAsync(grant, seconds, FaultyGrants.Fault.AnswerLost);

    [Theory]
    [MemberData(nameof(Redemptions))]
    public Task A_retry_after_a_lost_answer_gets_tokens_even_if_the_written_row_could_not_be_read(string grant, int seconds) =>
        WriteFailsAsync(grant, seconds, FaultyGrants.Fault.AnswerLostTwice);

    [Fact]
    public async Task A_second_retry_after_an_answered_retry_ends_the_grant()
    {
        var (server, askAsync) = await BeginAsync("refresh of a public client");
        _grants.Writes = FaultyGrants.Fault.AnswerLost;
        await Assert.ThrowsAsync<TimeoutException>(askAsync);
        _grants.Writes = FaultyGrants.Fault.None;
        server.Time.Advance(TimeSpan.FromSeconds(Grace + 5));
        FlowServer.Json(await askAsync());

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await askAsync()).Code);
        Assert.Equal(GrantState.Revoked, server.Grant.State);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task An_implicit_answer_that_cannot_be_signed_leaves_no_grant(int seconds)
    {
        var server = Server();
        server.Keys.IsOut = true;
        await Assert.ThrowsAsync<TimeoutException>(() => ImplicitAsync(server));
        Assert.Empty(server.Stores.Grants);
        server.Time.Advance(TimeSpan.FromSeconds(seconds));
        server.Keys.IsOut = false;

        Assert.NotNull((await ImplicitAsync(server))["access_token"]);
        Assert.Single(server.Stores.Grants);
    }

    [Fact]
    public async Task A_password_that_cannot_be_answered_leaves_no_grant()
    {
        var (server, askAsync) = await BeginAsync("password");
        server.Keys.IsOut = true;

        await Assert.ThrowsAsync<TimeoutException>(askAsync);

        Assert.Empty(server.Stores.Grants);
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("write refused")]
    [InlineData("answer lost")]
    [InlineData("answer lost twice")]
    public async Task A_device_and_an_assertion_are_answered_after_an_outage(string what)
    {
        var writes = what switch
        {
            "write refused" => FaultyGrants.Fault.Refused,
            "answer lost" => FaultyGrants.Fault.AnswerLost,
            "answer lost twice" => FaultyGrants.Fault.AnswerLostTwice,
            _ => FaultyGrants.Fault.None,
        };
        var scene = new Scene();
        var grants = new FaultyGrants(scene.Stores);
        var server = scene.Instance(grants);
        var device = await scene.StartDeviceAsync(body: "scope=openid offline_access notes.read");
        await scene.DecideAsync(device);
        var assertion = $"grant_type={GrantTypes.JwtBearer}&assertion={await scene.ForeignTokenAsync(claims => claims["jti"] = "an id")}";
        (scene.Test.Keys.IsOut, grants.Writes) = (writes == FaultyGrants.Fault.None, writes);
        await Assert.ThrowsAsync<TimeoutException>(async () => await scene.AskAsync(Scene.Device, Scene.Poll(device), server));
        await Assert.ThrowsAsync<TimeoutException>(async () => await scene.AskAsync(Scene.Service, assertion, server));
        scene.Time.Advance(TimeSpan.FromSeconds(Grace + 5));
        (scene.Test.Keys.IsOut, grants.Writes) = (false, FaultyGrants.Fault.None);

        var tokens = await scene.TokensAsync(Scene.Device, Scene.Poll(device), server);
        await scene.TokensAsync(Scene.Device, $"grant_type=refresh_token&refresh_token={tokens.Text("refresh_token")}", server);
        await scene.TokensAsync(Scene.Service, assertion, server);

        Assert.Equal("invalid_grant", await scene.ErrorAsync(Scene.Device, Scene.Poll(device), server));
        Assert.Equal("invalid_grant", await scene.ErrorAsync(Scene.Service, assertion, server));
    }

    [Fact]
    public async Task Another_instance_takes_a_late_retry_for_a_theft()
    {
        var (server, askAsync) = await BeginAsync("refresh of a public client");
        _grants.Writes = FaultyGrants.Fault.AnswerLost;
        await Assert.ThrowsAsync<TimeoutException>(askAsync);
        _grants.Writes = FaultyGrants.Fault.None;
        server.Time.Advance(TimeSpan.FromSeconds(Grace + 5));
        server.Stores.Doubted.Clear();
        server.Stores.Remembered.Clear();

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await askAsync()).Code);
        Assert.Equal(GrantState.Revoked, server.Grant.State);
    }

    [Fact]
    public async Task A_token_of_two_writes_ago_ends_the_grant_although_the_last_write_is_doubtful()
    {
        var (server, askAsync) = await BeginAsync("refresh of a public client");
        var second = FlowServer.Text(FlowServer.Json(await askAsync()), "refresh_token");
        var third = FlowServer.Text(FlowServer.Json(await server.RefreshAsync(second, "spa")), "refresh_token");
        server.Time.Advance(TimeSpan.FromMinutes(20));
        _grants.Writes = FaultyGrants.Fault.AnswerLost;
        await Assert.ThrowsAsync<TimeoutException>(async () => await server.RefreshAsync(third, "spa"));
        _grants.Writes = FaultyGrants.Fault.None;
        server.Time.Advance(TimeSpan.FromSeconds(Grace + 5));

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await askAsync()).Code);
        Assert.Equal(GrantState.Revoked, server.Grant.State);
    }

    private async Task WriteFailsAsync(string grant, int seconds, FaultyGrants.Fault fault)
    {
        var (server, askAsync) = await BeginAsync(grant);
        _grants.Writes = fault;
        await Assert.ThrowsAsync<TimeoutException>(askAsync);
        _grants.Writes = FaultyGrants.Fault.None;
        server.Time.Advance(TimeSpan.FromSeconds(seconds));

        await AssertWorksAsync(server, await askAsync());
    }

    private FlowServer Server()
    {
        var server = FlowServer.WithAlice(stores => stores with { Grants = _grants = new FaultyGrants(stores.Grants) });
        // A code must live longer than the longest outage.
        server.Workspace = server.Workspace with { CodeLifetime = TimeSpan.FromHours(1) };
        return server;
    }

    /// <summary>Starts a server. Returns it with a request that a test can send again and again.</summary>
    private async Task<(FlowServer Server, Func<Task<EndpointResult>> AskAsync)> BeginAsync(string grant)
    {
        var server = Server();
        switch (grant)
        {
            case "code":
                var code = await server.CodeAsync();
                return (server, async () => await server.RedeemAsync(code));
            case "password":
                return (server, async () => await server.TokenAsync(
                    "legacy", ("grant_type", "password"), ("username", "alice"), ("password", FlowServer.Password), ("scope", FlowServer.Scope)));
            default:
                var clientId = grant.Contains("public", StringComparison.Ordinal) ? "spa" : "web";
                var token = FlowServer.Text(await server.TokensAsync(clientId), "refresh_token");
                server.Change(clientId, client => client with { RotatesRefreshTokens = grant != "refresh without rotation" });
                server.Time.Advance(TimeSpan.FromDays(1));
                return (server, async () => await server.RefreshAsync(token, clientId));
        }
    }

    private static async Task<ClientAnswer> ImplicitAsync(FlowServer server) =>
        await server.AnswerAsync(("client_id", "legacy"), ("response_type", "token"), ("code_challenge", null), ("code_challenge_method", null));

    private static async Task AssertWorksAsync(FlowServer server, EndpointResult answer)
    {
        var tokens = FlowServer.Json(answer);
        Assert.IsType<JsonResult>(await server.UserInfoAsync(FlowServer.Text(tokens, "access_token")));
        var clientId = FlowServer.Text(FlowServer.Payload(FlowServer.Text(tokens, "access_token")), "client_id");
        Assert.IsType<JsonResult>(await server.RefreshAsync(FlowServer.Text(tokens, "refresh_token"), clientId));
    }
}
