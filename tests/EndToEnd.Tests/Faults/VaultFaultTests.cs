using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Events;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.Faults;
using Tollgate.TestKit.KeyVault;

namespace Tollgate.EndToEnd.Tests.Faults;

/// <summary>The signing vault fails in every way that the proxy knows. The codes and tokens of the clients stay as good as before.</summary>
public sealed class VaultFaultTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private KeyVaultServer _vault = null!;
    private FaultProxy _proxy = null!;
    private TestHost _host = null!;
    private HttpClient _http = null!;
    private LocalHostUser _user = null!;

    public static TheoryData<Fault> Outages =>
    [
        Fault.LostRequest,
        Fault.LostAnswer,
        Fault.Reset,
        Fault.Refusal(System.Net.HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(30)),
        Fault.Refusal(System.Net.HttpStatusCode.InternalServerError),
        Fault.Refusal(System.Net.HttpStatusCode.ServiceUnavailable),
        Fault.Stall,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private OAuthClient Client => new(_http);

    private OAuthClient Device => OAuthClient.Device(_http);

    public async ValueTask InitializeAsync()
    {
        _vault = await KeyVaultServer.StartAsync();
        _vault.Keys.CreateEc(KeyNames.Signing(SigningAlgorithms.ES256));
        _vault.Keys.CreateRsa(KeyNames.Signing(SigningAlgorithms.RS256));
        _proxy = FaultProxy.Before(_vault.LoopbackUri.Port, _vault.Certificate);
        _host = await TestHost.StartAsync(
            options => options with { Keys = _folder.Path }, services => services.AddSingleton<IKeyRings>(new OneKeyRing(Keys())));
        _http = _host.NewClient();
        _http.Timeout = TimeSpan.FromSeconds(15);
        _user = await LocalHostUser.SignInAsync(_host.Address, "demo-spa", CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _user.Dispose();
        _http.Dispose();
        await _host.DisposeAsync();
        await _proxy.DisposeAsync();
        await _vault.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task The_client_learns_of_an_outage_in_time_and_loses_no_code(Fault fault)
    {
        var refreshToken = (await Client.RedeemAsync(await _user.CodeAsync(Token), Token)).RefreshToken;
        var begun = await Device.BeginDeviceAsync(Token);
        await _user.DecideAsync(begun.Text("user_code")!, "allow", Token);
        var code = await _user.CodeAsync(Token);
        var assertion = await new Functions.Demo.ExternalIdentityProvider(_folder.Path, _host.Address, TimeProvider.System, new Randomness())
            .MintAsync("bob", Token);
        Func<Task<OAuthAnswer>>[] requests =
        [
            () => Client.RefreshAsync(refreshToken, Token),
            () => Client.RedeemAsync(code, Token),
            () => Device.PollAsync(begun.Text("device_code")!, Token),
            () => OAuthClient.Service(_http).AssertAsync(assertion, Token),
            () => OAuthClient.Service(_http).ClientCredentialsAsync(Token),
        ];

        _proxy.Always(fault);
        var told = await Task.WhenAll(requests.Select(askAsync => askAsync()));
        _proxy.Heal();
        Assert.All(told, answer => Assert.True(answer.IsPassing, $"{answer}"));

        var then = await Task.WhenAll(requests.Select(askAsync => askAsync()));
        Assert.All(then, answer => Assert.True(answer.IsSuccess, $"{answer}"));
        Assert.True((await Client.RefreshAsync(then[1].RefreshToken, Token)).IsSuccess);
        Assert.True((await Device.RefreshAsync(then[2].RefreshToken, Token)).IsSuccess);
    }

    private VaultSigningKeys Keys()
    {
        var transport = new Azure.Core.Pipeline.HttpClientTransport(_vault.CreateHandler(_proxy.Port));
        return new VaultSigningKeys(
            VaultClient.Create(_vault.Uri, _vault.Credential, options => options.Transport = transport),
            new TollgateSettings { Issuer = new Uri("https://auth.example"), SigningMode = SigningMode.Vault },
            new KeySchedule(),
            TimeProvider.System,
            EventListeners.None);
    }
}
