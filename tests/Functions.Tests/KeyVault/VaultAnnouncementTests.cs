using Tollgate.Functions.Signing;
using Tollgate.TestKit.KeyVault;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>The time from which the verifiers of a deployment in vault mode know an algorithm.</summary>
public sealed class VaultAnnouncementTests : IAsyncLifetime
{
    private VaultOverHttp _vault = null!;

    public async ValueTask InitializeAsync() => _vault = await VaultOverHttp.StartAsync("ES256");

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    [Fact]
    public async Task Keys_that_a_deployment_makes_together_are_known_at_once()
    {
        _vault.Time.Advance(TimeSpan.FromMinutes(2));
        Create("RS256");

        Assert.True(await IsAnnouncedAsync("RS256", null));
        Assert.True(await IsAnnouncedAsync("ES256", null));
    }

    [Fact]
    public async Task A_key_that_a_later_deployment_makes_is_announced_for_an_hour_except_for_clients_that_come_after_it()
    {
        _vault.Time.Advance(TimeSpan.FromDays(1));
        var before = _vault.Time.GetUtcNow();
        _vault.Time.Advance(TimeSpan.FromSeconds(1));
        Create("RS256");
        _vault.Time.Advance(_vault.Schedule.Announcement - TimeSpan.FromSeconds(1));

        Assert.Equal((false, false, true), (
            await IsAnnouncedAsync("RS256", null), await IsAnnouncedAsync("RS256", before), await IsAnnouncedAsync("RS256", _vault.Time.GetUtcNow())));
        Assert.True(await IsAnnouncedAsync("ES256", null));
        _vault.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await IsAnnouncedAsync("RS256", null));
    }

    [Fact]
    public async Task A_rotation_and_the_end_of_the_first_version_leave_an_algorithm_known()
    {
        Create("RS256");
        _vault.Time.Advance(TimeSpan.FromDays(90));
        Create("RS256");

        Assert.True(await IsAnnouncedAsync("RS256", null));
        _vault.Server.Keys.Disable(KeyNames.Signing("RS256"), _vault.Server.Keys.Versions(KeyNames.Signing("RS256"))[0].Version);
        Assert.True(await IsAnnouncedAsync("RS256", null));
    }

    private void Create(string algorithm) => _vault.Server.Keys.Create(KeyNames.Signing(algorithm), new VaultKeySpec("RSA"));

    /// <summary>Asks an instance that has not read anything yet.</summary>
    private ValueTask<bool> IsAnnouncedAsync(string algorithm, DateTimeOffset? since) =>
        _vault.Keys().IsAnnouncedAsync(algorithm, since, CancellationToken.None);
}
