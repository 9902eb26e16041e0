using System.Net;
using Tollgate.TestKit;
using Tollgate.TestKit.Faults;

namespace Tollgate.EndToEnd.Tests.Faults;

/// <summary>
/// The tables fail in every way that the proxy knows. A single fault has no visible effect. In an outage the server tells clients in time
/// to try again. Their codes and tokens stay as good as before.
/// </summary>
public sealed class TableFaultTests(FaultyServer server) : IClassFixture<FaultyServer>, IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Fault> Faults =>
    [
        Fault.Delay(TimeSpan.FromSeconds(1)),
        Fault.LostRequest,
        Fault.LostAnswer,
        Fault.Reset,
        Fault.Refusal(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)),
        Fault.Refusal(HttpStatusCode.InternalServerError),
        Fault.Refusal(HttpStatusCode.ServiceUnavailable),
        Fault.Stall,
        Fault.StalledAnswer,
    ];

    public static TheoryData<Fault> Outages =>
    [
        Fault.LostRequest,
        Fault.LostAnswer,
        Fault.Reset,
        Fault.Refusal(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(30)),
        Fault.Refusal(HttpStatusCode.InternalServerError),
        Fault.Refusal(HttpStatusCode.ServiceUnavailable),
        Fault.Stall,
    ];

    public void Dispose() => server.Heal();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task One_fault_at_the_read_and_one_at_the_write_of_a_grant_go_unnoticed(Fault fault)
    {
        var refreshToken = (await server.Client.RedeemAsync(await server.User.CodeAsync(Token), Token)).RefreshToken;
        var (code, deviceCode) = (await server.User.CodeAsync(Token), await server.ApprovedDeviceAsync(Token));
        foreach (var id in new[] { refreshToken, code, deviceCode }.Select(FaultyServer.GrantOf))
        {
            server.Proxy.Next(1, fault, request => !request.IsWrite && request.Path.Contains(id, StringComparison.Ordinal));
            server.Proxy.Next(1, fault, request => request.IsWrite && request.Path.Contains(id, StringComparison.Ordinal));
        }

        var before = server.Proxy.FaultCount;
        var answers = await Task.WhenAll(
            server.Client.RefreshAsync(refreshToken, Token), server.Client.RedeemAsync(code, Token), server.Device.PollAsync(deviceCode, Token));
        server.Proxy.Heal();
        Assert.Equal(before + 6, server.Proxy.FaultCount);
        Assert.All(answers, answer => Assert.True(answer.IsSuccess, $"{answer}"));
        await AssertAliveAsync(server.Client, answers[0]);
        await AssertAliveAsync(server.Client, answers[1]);
        await AssertAliveAsync(server.Device, answers[2]);
    }

    /// <summary>The spending write comes before the code's write. Its answer gets lost in some of the cases.</summary>
    [Theory]
    [MemberData(nameof(Faults))]
    public async Task One_fault_at_the_push_at_the_read_and_at_the_spending_of_a_pushed_request_has_no_visible_effect(Fault fault)
    {
        var before = server.Proxy.FaultCount;
        server.Proxy.Next(1, fault, request => request.IsWrite && request.Path.Contains("pushedRequests", StringComparison.Ordinal));
        var requestUri = await server.PushAsync(Token);
        foreach (var isWrite in new[] { false, true })
            server.Proxy.Next(1, fault, request => request.IsWrite == isWrite && request.Path.Contains("pushedRequests", StringComparison.Ordinal));

        var opened = await server.OpenPushedAsync(requestUri, Token);
        server.Proxy.Heal();

        Assert.Equal(before + 3, server.Proxy.FaultCount);
        Assert.True(opened.Code is not null, $"{opened}");
        await AssertAliveAsync(server.Client, await server.Client.RedeemAsync(opened.Code!, Token));
        Assert.Contains("The request_uri has been used.", (await server.OpenPushedAsync(requestUri, Token)).Body, StringComparison.Ordinal);
    }

    /// <summary>The instance could not find out whether the request was spent. It gave no code, and the person starts again at the client.</summary>
    [Fact]
    public async Task A_spending_write_that_the_instance_could_not_confirm_gives_no_code()
    {
        var requestUri = await server.PushAsync(Token);
        server.Proxy.Always(
            Fault.LostAnswer, request => request.IsWrite && request.Path.Contains("pushedRequests", StringComparison.Ordinal));

        var told = await server.OpenPushedAsync(requestUri, Token);
        server.Proxy.Heal();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, told.Status);
        Assert.Contains("The request_uri has been used.", (await server.OpenPushedAsync(requestUri, Token)).Body, StringComparison.Ordinal);
        Assert.NotEmpty(await server.User.CodeAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task The_client_learns_of_an_outage_in_time_and_loses_nothing(Fault fault)
    {
        var refreshToken = (await server.Client.RedeemAsync(await server.User.CodeAsync(Token), Token)).RefreshToken;
        var (code, deviceCode) = (await server.User.CodeAsync(Token), await server.ApprovedDeviceAsync(Token));
        Func<Task<OAuthAnswer>>[] requests =
        [
            () => server.Client.RefreshAsync(refreshToken, Token),
            () => server.Client.RedeemAsync(code, Token),
            () => server.Device.PollAsync(deviceCode, Token),
            // This request needs the tables only if the instance does not remember the client.
            () => server.Service.ClientCredentialsAsync(Token),
        ];

        server.Proxy.Always(fault);
        var told = await Task.WhenAll(requests.Select(askAsync => askAsync()));
        server.Proxy.Heal();
        Assert.All(told.Take(3), answer => Assert.True(answer.IsPassing, $"{answer}"));
        Assert.True(told[3].IsSuccess || told[3].IsPassing, $"{told[3]}");

        var then = await Task.WhenAll(requests.Select(askAsync => askAsync()));
        Assert.All(then, answer => Assert.True(answer.IsSuccess, $"{answer}"));
        await AssertAliveAsync(server.Client, then[0]);
        await AssertAliveAsync(server.Client, then[1]);
        await AssertAliveAsync(server.Device, then[2]);
    }

    /// <summary>
    /// The tables applied the write, but the instance could not find that out. So it gave the client no token, and it remembers this. A
    /// retry of the client at this instance gets tokens, once.
    /// </summary>
    [Fact]
    public async Task After_an_unconfirmed_write_a_retry_gets_tokens_and_a_code_works_only_once()
    {
        var refreshToken = (await server.Client.RedeemAsync(await server.User.CodeAsync(Token), Token)).RefreshToken;
        var code = await server.User.CodeAsync(Token);
        foreach (var id in new[] { refreshToken, code }.Select(FaultyServer.GrantOf))
            server.Proxy.Always(Fault.LostAnswer, request => request.IsWrite && request.Path.Contains(id, StringComparison.Ordinal));
        var told = await Task.WhenAll(server.Client.RefreshAsync(refreshToken, Token), server.Client.RedeemAsync(code, Token));
        server.Proxy.Heal();
        Assert.All(told, answer => Assert.True(answer.IsPassing, $"{answer}"));

        await AssertAliveAsync(server.Client, await server.Client.RefreshAsync(refreshToken, Token));
        Assert.Equal("Active", await server.StateAsync(code, Token));
        await AssertAliveAsync(server.Client, await server.Client.RedeemAsync(code, Token));
        Assert.Equal("invalid_grant", (await server.Client.RedeemAsync(code, Token)).Error);
        Assert.Equal("Revoked", await server.StateAsync(code, Token));
    }

    private static async Task AssertAliveAsync(OAuthClient client, OAuthAnswer tokens)
    {
        Assert.Equal(HttpStatusCode.OK, await client.UserInfoAsync(tokens.AccessToken, Token));
        var next = await client.RefreshAsync(tokens.RefreshToken, Token);
        Assert.True(next.IsSuccess, $"{next}");
        Assert.NotEqual(tokens.RefreshToken, next.RefreshToken);
    }
}
