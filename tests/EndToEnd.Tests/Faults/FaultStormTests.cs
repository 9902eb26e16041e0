using System.Net;
using Tollgate.TestKit;
using Tollgate.TestKit.Faults;

namespace Tollgate.EndToEnd.Tests.Faults;

/// <summary>Clients work while every seventh request to the tables fails in some way. The seed is fixed.</summary>
[RunsOnWorker]
public sealed class FaultStormTests(FaultyServer server) : IClassFixture<FaultyServer>
{
    private const int Seed = 20260301;
    private const int Clients = 6;

    private static readonly int Rounds = Effort.Of(3, 60);

    private static readonly Fault[] Faults =
    [
        Fault.Delay(TimeSpan.FromMilliseconds(300)),
        Fault.LostRequest,
        Fault.LostAnswer,
        Fault.Reset,
        Fault.Refusal(HttpStatusCode.TooManyRequests),
        Fault.Refusal(HttpStatusCode.InternalServerError),
        Fault.Refusal(HttpStatusCode.ServiceUnavailable),
        Fault.Stall,
        Fault.StalledAnswer,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_that_try_again_end_with_tokens_that_work()
    {
        server.Proxy.Sometimes(1.0 / 7, Seed, Faults);
        var counts = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(WorkAsync)));
        server.Proxy.Heal();
        TestContext.Current.SendDiagnosticMessage(
            $"Storm: {Clients * Rounds} sign-ins and {Clients * Rounds * 2} refreshes, seed {Seed}, "
            + $"{server.Proxy.FaultCount} faults, {counts.Sum(each => each.Faults)} answers that said try again, "
            + $"{counts.Sum(each => each.Spent)} codes refused after one.");
        Assert.True(server.Proxy.FaultCount > Clients * Rounds / 2, $"{server.Proxy.FaultCount} faults are no storm.");
    }

    private async Task<(int Faults, int Spent)> WorkAsync()
    {
        var (faults, spent) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var (tokens, failed, refused) = await SignInAsync();
            (faults, spent) = (faults + failed, spent + refused);
            for (var i = 0; i < 2; i++)
            {
                var previous = tokens.RefreshToken;
                (tokens, failed) = await Retrying.UntilFinalAsync(() => server.Client.RefreshAsync(previous, Token));
                faults += failed;
                Assert.True(tokens.IsSuccess, $"{tokens}");
                Assert.NotEqual(previous, tokens.RefreshToken);
            }

            await AssertTakenAsync(tokens.AccessToken);
        }

        return (faults, spent);
    }

    /// <summary>The server refuses an unused code only after a fault that left open whether the code was used.</summary>
    private async Task<(OAuthAnswer Tokens, int Faults, int Spent)> SignInAsync()
    {
        for (var (faults, spent) = (0, 0); ; spent++)
        {
            var code = await CodeAsync();
            var (answer, failed) = await Retrying.UntilFinalAsync(() => server.Client.RedeemAsync(code, Token));
            faults += failed;
            if (answer.IsSuccess)
                return (answer, faults, spent);
            Assert.Equal("invalid_grant", answer.Error);
            Assert.True(failed > 0, "A code was refused that nobody had used.");
            Assert.Equal("Revoked", await server.StateAsync(code, Token));
        }
    }

    private async Task AssertTakenAsync(string accessToken)
    {
        while (await server.Client.UserInfoAsync(accessToken, Token) is var status && status != HttpStatusCode.OK)
            Assert.True(status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.InternalServerError, $"{status}");
    }

    private async Task<string> CodeAsync()
    {
        while (true)
            try
            {
                return await server.User.CodeAsync(Token);
            }
            catch (InvalidOperationException exception) when (exception.Message.Contains("ServiceUnavailable", StringComparison.Ordinal))
            {
                // The page asks the user to try again.
            }
    }
}
