using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Faults;

/// <summary>
/// Three instances on the same tables. One clock is five minutes slow and one is five minutes fast. A token or code that lives longer than
/// the skew works at every instance. A token or code that lives shorter may be refused. An artefact for a single use is never used twice.
/// (A skew of up to a minute has no effect.)
/// </summary>
public sealed class ClockSkewTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _keys = new();
    private readonly List<TestHost> _hosts = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Every combination of an instance that issues a token or code and an instance that receives it.</summary>
    public static MatrixTheoryData<int, int> Pairs => new([0, 1, 2], [0, 1, 2]);

    public async ValueTask InitializeAsync()
    {
        if (await NodePackages.WhyMissingAsync() is not null)
            return;
        var tables = azurite.Server.NewAccount();
        foreach (var skew in new[] { -Skew, TimeSpan.Zero, Skew })
        {
            LocalHostOptions Change(LocalHostOptions options) =>
                (options with { TablesConnectionString = tables, Keys = _keys.Path }).Set("Issuer", "http://127.0.0.1:7071");
            _hosts.Add(await TestHost.StartAsync(Change, services => services.AddSingleton<TimeProvider>(new SkewedTimeProvider(skew))));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        _keys.Dispose();
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Refresh_tokens_work_at_every_instance_and_access_tokens_where_the_clock_allows_them(int giver, int taker)
    {
        using var user = await UserAsync(giver);
        var tokens = await At(giver).RedeemAsync(await user.CodeAsync(Token), Token);
        // An access token lives ten minutes, which is the skew between the first and the last instance. An instance with an earlier clock refuses a
        // token from the future.
        Assert.Equal(taker - giver is 0 or 1 ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, await At(taker).UserInfoAsync(tokens.AccessToken, Token));
        tokens = await At(taker).RefreshAsync(tokens.RefreshToken, Token);
        Assert.True(tokens.IsSuccess, $"{tokens}");
        Assert.Equal(HttpStatusCode.OK, await At(taker).UserInfoAsync(tokens.AccessToken, Token));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_code_is_used_once_and_refused_at_an_instance_where_it_has_expired(int giver, int taker)
    {
        using var user = await UserAsync(giver);
        var code = await user.CodeAsync(Token);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => At(taker).RedeemAsync(code, Token)));
        Assert.Equal(taker > giver ? 0 : 1, answers.Count(answer => answer.IsSuccess));
        Assert.All(answers.Where(answer => !answer.IsSuccess), answer => Assert.Equal("invalid_grant", answer.Error));
    }

    /// <summary>The device code lives ten minutes, which is the skew between the first and the last clock.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_device_is_connected_unless_its_code_has_expired(int giver, int taker)
    {
        using var user = await UserAsync(1);
        var begun = await OAuthClient.Device(_hosts[giver].Client).BeginDeviceAsync(Token);
        await user.DecideAsync(begun.Text("user_code")!, "allow", Token);
        var answer = await OAuthClient.Device(_hosts[taker].Client).PollAsync(begun.Text("device_code")!, Token);
        Assert.Equal(taker - giver == 2 ? "expired_token" : null, answer.Error);
    }

    /// <summary>The grace window is thirty seconds. At the fast instance it has passed, so the retry counts as reuse.</summary>
    [Fact]
    public async Task A_retry_of_a_refresh_at_an_instance_past_the_grace_window_ends_the_grant()
    {
        using var user = await UserAsync(1);
        var first = await At(1).RedeemAsync(await user.CodeAsync(Token), Token);
        var second = await At(1).RefreshAsync(first.RefreshToken, Token);
        Assert.Equal(second.RefreshToken, (await At(0).RefreshAsync(first.RefreshToken, Token)).RefreshToken);
        Assert.Equal("invalid_grant", (await At(2).RefreshAsync(first.RefreshToken, Token)).Error);
        for (var i = 0; i < _hosts.Count; i++)
        {
            Assert.Equal("invalid_grant", (await At(i).RefreshAsync(second.RefreshToken, Token)).Error);
            Assert.Equal(HttpStatusCode.Unauthorized, await At(i).UserInfoAsync(second.AccessToken, Token));
        }
    }

    private OAuthClient At(int instance) => new(_hosts[instance].Client);

    private Task<LocalHostUser> UserAsync(int instance)
    {
        // Skips the test if Azurite is missing.
        _ = azurite.Server;
        return LocalHostUser.SignInAsync(_hosts[instance].Address, "demo-spa", Token);
    }
}
