using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests;

/// <summary>
/// Two instances get the same code or the same refresh token at once (RFC 6749 §4.1.2, RFC 9700 §4.14). Conditional writes decide the race,
/// not the memory of an instance.
/// </summary>
[RunsOnWorker]
public sealed class RaceTests(TwoInstancesFixture instances) : IClassFixture<TwoInstancesFixture>
{
    private const int Rounds = 20;
    private const int Requests = 10;

    /// <summary>The grace is half a minute: the default, for which LocalHost has no setting. One second more is a margin for clocks and load.</summary>
    private static readonly TimeSpan BeyondGrace = TimeSpan.FromSeconds(31);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_of_ten_redemptions_of_a_code_succeeds_and_its_tokens_are_revoked()
    {
        var user = instances.User;
        for (var round = 0; round < Rounds; round++)
        {
            var code = await user.CodeAsync(Token);
            var answers = await AtOnceAsync(i => RedeemAsync(i, code));
            var won = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK).Body;
            Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), AssertInvalidGrant);
            await AssertDeadAsync(Text(won, "refresh_token"), Text(won, "access_token"));
        }
    }

    [Fact]
    public async Task Ten_refreshes_with_a_token_get_one_successor()
    {
        var user = instances.User;
        for (var round = 0; round < Rounds; round++)
        {
            var first = await FirstAsync(user);
            var second = await SuccessorAsync(first);
            var third = await SuccessorAsync(second);
            Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
            // Within the grace window, every token of the family leads to the one current token.
            Assert.All(await AtOnceAsync(i => RefreshAsync(i, i % 2 == 0 ? first : second)), answer => Assert.Equal(third, Text(answer.Body, "refresh_token")));
        }
    }

    [Fact]
    public async Task A_refresh_and_a_replay_of_its_code_at_once_leave_no_valid_token()
    {
        var user = instances.User;
        for (var round = 0; round < Rounds; round++)
        {
            var code = await user.CodeAsync(Token);
            var tokens = (await RedeemAsync(0, code)).Body;
            var answers = await AtOnceAsync(i => i == 5 ? RedeemAsync(i, code) : RefreshAsync(i, Text(tokens, "refresh_token")));
            AssertInvalidGrant(answers[5]);
            await AssertDeadAsync(Text(tokens, "refresh_token"), Text(tokens, "access_token"));
            foreach (var (_, body) in answers.Where(answer => answer.Status == HttpStatusCode.OK))
                await AssertDeadAsync(Text(body, "refresh_token"), Text(body, "access_token"));
        }
    }

    [Fact]
    public async Task An_old_refresh_token_beyond_the_grace_window_ends_the_family()
    {
        var user = instances.User;
        var families = new List<(string Old, JsonElement Current)>();
        for (var i = 0; i < Rounds; i++)
        {
            var first = await FirstAsync(user);
            families.Add((first, (await RefreshAsync(i, first)).Body));
        }

        await Task.Delay(BeyondGrace, Token);
        foreach (var (old, current) in families)
        {
            Assert.All(await AtOnceAsync(i => RefreshAsync(i, old)), AssertInvalidGrant);
            await AssertDeadAsync(Text(current, "refresh_token"), Text(current, "access_token"));
        }
    }

    private async Task<string> FirstAsync(LocalHostUser user) => Text((await RedeemAsync(0, await user.CodeAsync(Token))).Body, "refresh_token");

    private async Task<string> SuccessorAsync(string refreshToken)
    {
        var answers = await AtOnceAsync(i => RefreshAsync(i, refreshToken));
        Assert.All(answers, answer => Assert.True(answer.Status == HttpStatusCode.OK, answer.Body.ToString()));
        return Assert.Single(answers.Select(answer => Text(answer.Body, "refresh_token")).Distinct());
    }

    private async Task AssertDeadAsync(string refreshToken, string accessToken)
    {
        for (var i = 0; i < instances.Hosts.Count; i++)
        {
            AssertInvalidGrant(await RefreshAsync(i, refreshToken));
            using var request = new HttpRequestMessage(HttpMethod.Get, "/userinfo/");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
            using var answer = await instances.Hosts[i].Client.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    private static void AssertInvalidGrant((HttpStatusCode Status, JsonElement Body) answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("invalid_grant", Text(answer.Body, "error"));
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)[]> AtOnceAsync(Func<int, Task<(HttpStatusCode Status, JsonElement Body)>> act) =>
        Task.WhenAll(Enumerable.Range(0, Requests).Select(i => Task.Run(() => act(i), Token)));

    private Task<(HttpStatusCode Status, JsonElement Body)> RedeemAsync(int i, string code) => PostAsync(i, new()
    {
        ["grant_type"] = "authorization_code",
        ["code"] = code,
        ["redirect_uri"] = LocalHostUser.RedirectUri,
        ["code_verifier"] = LocalHostUser.Verifier,
    });

    private Task<(HttpStatusCode Status, JsonElement Body)> RefreshAsync(int i, string refreshToken) => PostAsync(i, new()
    {
        ["grant_type"] = "refresh_token",
        ["refresh_token"] = refreshToken,
    });

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(int i, Dictionary<string, string> parameters)
    {
        parameters["client_id"] = "demo-spa";
        using var form = new FormUrlEncodedContent(parameters);
        using var answer = await instances.Hosts[i % instances.Hosts.Count].Client.PostAsync("/token/", form, Token);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        return (answer.StatusCode, body.RootElement.Clone());
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
