using System.Net;
using Tollgate.Domain.Handles;
using Tollgate.Functions.Demo;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>All artefacts that the server issues for a single use. Each new artefact needs one more line.</summary>
internal static class Artefacts
{
    /// <summary>A token this many rotations old is too old for a retry of a client.</summary>
    private const int LongAgo = 10;

    private static readonly DpopSender Owner = new();
    private static readonly DpopSender Stranger = new();

    public const string AssertionId = "jti of an assertion";

    public static readonly IReadOnlyList<OneTimeArtefact> All =
    [
        new("authorization code", CodeAsync, RedeemAsync) { CheckAsync = (on, _, won) => AssertDeadAsync(on, won.Answer!) },
        new("refresh token", RefreshTokenAsync, RefreshAsync) { Winners = Winners.AllAlike, CheckAsync = AssertOneSuccessorAsync },
        new("refresh token of long ago", OldRefreshTokenAsync, RefreshOldAsync) { Winners = Winners.None, CheckAsync = AssertFamilyEndedAsync },
        new("device code", ApprovedDeviceAsync, PollAsync) { CheckAsync = (on, _, won) => AssertAliveAsync(on, won.Answer!) },
        new("decision on a user code", PendingDeviceAsync, DecideAsync) { CheckAsync = AssertDecisionAsync },
        new("form of consent", ConsentFormAsync, ConsentAsync) { Winners = Winners.AllAlike },
        new(AssertionId, AssertionAsync, AssertAsync),
        .. ClientArtefacts.All,
        new("jti of a DPoP proof", ProofAsync, ProveAsync),
        new("refresh token that half of the requests present with another key", BoundRefreshTokenAsync, RefreshBoundAsync)
        {
            Winners = Winners.HalfAlike, CheckAsync = AssertOneBoundSuccessorAsync,
        },
        new("pushed request", PushAsync, OpenAsync) { CheckAsync = AssertCodeFitsAsync },
        .. OperatorsArtefacts.All,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<string> CodeAsync(Instances on) => on.User.CodeAsync(Token);

    private static async Task<Use> RedeemAsync(Instances on, int turn, string code) =>
        Use.Of(await new OAuthClient(on.At(turn)).RedeemAsync(code, Token), answer => answer.AccessToken);

    private static async Task<string> RefreshTokenAsync(Instances on) =>
        (await new OAuthClient(on.At(0)).RedeemAsync(await CodeAsync(on), Token)).RefreshToken;

    private static async Task<Use> RefreshAsync(Instances on, int turn, string refreshToken) =>
        Use.Of(await new OAuthClient(on.At(turn)).RefreshAsync(refreshToken, Token), answer => answer.RefreshToken);

    /// <summary>Returns the old refresh token and the current one.</summary>
    private static async Task<string> OldRefreshTokenAsync(Instances on)
    {
        var first = await RefreshTokenAsync(on);
        var current = first;
        for (var i = 0; i < LongAgo; i++)
            current = (await new OAuthClient(on.At(i)).RefreshAsync(current, Token)).RefreshToken;
        return $"{first} {current}";
    }

    private static Task<Use> RefreshOldAsync(Instances on, int turn, string tokens) => RefreshAsync(on, turn, tokens.Split(' ')[0]);

    private static async Task AssertFamilyEndedAsync(Instances on, string tokens, Use none)
    {
        for (var i = 0; i < Instances.Count; i++)
            Assert.Equal(Use.Refused, await RefreshAsync(on, i, tokens.Split(' ')[1]));
    }

    private static async Task AssertOneSuccessorAsync(Instances on, string token, Use won)
    {
        Assert.NotEqual(token, won.Gained);
        var next = await RefreshAsync(on, 1, won.Gained!);
        Assert.NotEqual(won.Gained, next.Gained);
        Assert.NotNull(next.Gained);
    }

    private static async Task<string> PendingDeviceAsync(Instances on)
    {
        using var device = LoopbackClient.AtNext(on.AddressOf(0));
        var begun = await OAuthClient.Device(device).BeginDeviceAsync(Token);
        return $"{begun.Text("user_code")} {begun.Text("device_code")}";
    }

    private static async Task<string> ApprovedDeviceAsync(Instances on)
    {
        var codes = (await PendingDeviceAsync(on)).Split(' ');
        await on.User.DecideAsync(codes[0], "allow", Token);
        return codes[1];
    }

    private static async Task<Use> PollAsync(Instances on, int turn, string deviceCode) =>
        Use.Of(await OAuthClient.Device(on.At(turn)).PollAsync(deviceCode, Token), answer => answer.AccessToken);

    /// <summary>Every second attempt allows the device, and the others deny it.</summary>
    private static async Task<Use> DecideAsync(Instances on, int turn, string codes)
    {
        var form = await on.OnceAsync(codes, () => on.User.OpenAsync($"/device?user_code={codes.Split(' ')[0]}", Token));
        var decision = turn % 2 == 0 ? "allow" : "deny";
        var page = await on.User.SubmitAsync(form, on.AddressOf(turn), Token, ("decision", decision));
        Assert.True(page.Status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{page.Status}");
        string[] decided = ["The device is connected", "The device was not connected"];
        if (decided.Any(heading => page.Body.Contains(heading, StringComparison.Ordinal)))
            return new Use(decision);
        // The page shows the field for the code again.
        Assert.True(page.HasField("user_code"), page.Body);
        return Use.Refused;
    }

    private static async Task AssertDecisionAsync(Instances on, string codes, Use won)
    {
        var answer = await OAuthClient.Device(on.At(2)).PollAsync(codes.Split(' ')[1], Token);
        Assert.Equal(won.Gained == "allow" ? null : "access_denied", answer.Error);
    }

    /// <summary>
    /// The form is bound to the browser, the session and the exact request, but not to a single use. Every submission has the same result.
    /// The redirect that follows it gives the code.
    /// </summary>
    private static Task<string> ConsentFormAsync(Instances on) => Task.FromResult(Guid.NewGuid().ToString("n"));

    private static async Task<Use> ConsentAsync(Instances on, int turn, string state)
    {
        var form = await on.OnceAsync(state, () => on.User.ConsentFormAsync(Token));
        var answer = await on.User.SubmitAsync(form, on.AddressOf(turn), Token, ("decision", "allow"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.StartsWith("/authorize", answer.Location, StringComparison.Ordinal);
        return new Use(answer.Location);
    }

    private static Task<string> PushAsync(Instances on) => on.User.PushAsync(on.At(0), Token);

    /// <summary>The user is signed in and has consented, so each attempt would get a code.</summary>
    private static async Task<Use> OpenAsync(Instances on, int turn, string requestUri)
    {
        var answer = await on.User.OpenPushedAsync(on.AddressOf(turn), requestUri, Token);
        if (answer.Status == HttpStatusCode.SeeOther)
            return new Use(answer.Code);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("The request_uri has been used.", answer.Body, StringComparison.Ordinal);
        return Use.Refused;
    }

    private static async Task AssertCodeFitsAsync(Instances on, string requestUri, Use won)
    {
        Assert.True((await new OAuthClient(on.At(1)).RedeemAsync(won.Gained!, Token)).IsSuccess);
        Assert.Equal(Use.Refused, await OpenAsync(on, 2, requestUri));
    }

    private static async Task<string> AssertionAsync(Instances on) =>
        await new ExternalIdentityProvider(on.KeysFolder, on.AddressOf(0), TimeProvider.System, new Randomness()).MintAsync("bob", Token);

    private static async Task<Use> AssertAsync(Instances on, int turn, string assertion) =>
        Use.Of(await OAuthClient.Service(on.At(turn)).AssertAsync(assertion, Token), answer => answer.AccessToken);

    /// <summary>All processes are one server with one configured address, which the proof names.</summary>
    private static Task<string> ProofAsync(Instances on) => Task.FromResult(ProofOf(on, Owner));

    private static async Task<Use> ProveAsync(Instances on, int turn, string proof)
    {
        var answer = await OAuthClient.Service(on.At(turn)).With(proof).ClientCredentialsAsync(Token);
        Assert.True(answer.IsSuccess || answer.Error == "invalid_dpop_proof", $"{answer}");
        return answer.IsSuccess ? new Use(answer.AccessToken) : Use.Refused;
    }

    private static string ProofOf(Instances on, DpopSender sender) => sender.Proof("POST", new Uri(on.Issuer, "token").AbsoluteUri, DateTimeOffset.UtcNow);

    private static async Task<string> BoundRefreshTokenAsync(Instances on) =>
        (await new OAuthClient(on.At(0)).With(ProofOf(on, Owner)).RedeemAsync(await CodeAsync(on), Token)).RefreshToken;

    private static async Task<Use> RefreshBoundAsync(Instances on, int turn, string refreshToken) => Use.Of(
        await new OAuthClient(on.At(turn)).With(ProofOf(on, turn % 2 == 0 ? Owner : Stranger)).RefreshAsync(refreshToken, Token),
        answer => answer.RefreshToken);

    private static async Task AssertOneBoundSuccessorAsync(Instances on, string token, Use won)
    {
        Assert.NotEqual(token, won.Gained);
        Assert.NotNull((await RefreshBoundAsync(on, 2, won.Gained!)).Gained);
    }

    private static async Task AssertDeadAsync(Instances on, OAuthAnswer tokens)
    {
        for (var i = 0; i < Instances.Count; i++)
        {
            Assert.Equal(Use.Refused, await RefreshAsync(on, i, tokens.RefreshToken));
            Assert.Equal(HttpStatusCode.Unauthorized, await new OAuthClient(on.At(i)).UserInfoAsync(tokens.AccessToken, Token));
        }
    }

    /// <summary>The polls of a device may overlap. A poll with a used device code therefore does not revoke the tokens.</summary>
    private static async Task AssertAliveAsync(Instances on, OAuthAnswer tokens)
    {
        Assert.Equal(HttpStatusCode.OK, await new OAuthClient(on.At(1)).UserInfoAsync(tokens.AccessToken, Token));
        Assert.True((await OAuthClient.Device(on.At(2)).RefreshAsync(tokens.RefreshToken, Token)).IsSuccess);
    }
}
