using Tollgate.Domain.Keys;
using Tollgate.Functions.Signing;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>Versions of vault keys that verify only an id_token_hint.</summary>
public sealed class VaultHintTests
{
    private readonly MockedVault _vault = new();
    private readonly MockedVersion _first;
    private readonly VaultSigningKeys _keys;
    private readonly DateTimeOffset _madeAt;

    public VaultHintTests()
    {
        _first = _vault.Add();
        _vault.Time.Advance(TimeSpan.FromDays(30));
        _madeAt = _vault.Time.GetUtcNow();
        _vault.Add();
        _keys = _vault.Keys();
    }

    private DateTimeOffset End => _madeAt + _vault.Schedule.Announcement + _vault.Schedule.Staleness + _vault.Schedule.HintLifetime;

    [Fact]
    public async Task A_version_verifies_hints_for_90_days_past_its_use_and_is_in_no_JWK_Set()
    {
        _vault.Time.SetUtcNow(_madeAt + _vault.Retirement);
        Assert.DoesNotContain(_first.KeyId, await _keys.PublishedIdsAsync());
        Assert.True(await VerifiesAsync());

        _vault.Time.SetUtcNow(End - TimeSpan.FromMinutes(1));
        Assert.True(await VerifiesAsync());
        _vault.Time.SetUtcNow(End + _vault.Schedule.Withdrawal);
        Assert.False(await VerifiesAsync());
    }

    [Fact]
    public async Task The_vault_is_asked_once_and_only_for_a_hint()
    {
        _vault.Time.SetUtcNow(_madeAt + _vault.Retirement);
        await _keys.CurrentIdAsync();
        await _keys.PublishedIdsAsync();
        Assert.Equal(1, _vault.Fetches);

        Assert.True(await VerifiesAsync());
        Assert.Null((await _keys.FormerAsync(default)).Find("of nobody", SigningAlgorithms.ES256));
        _vault.Time.SetUtcNow(_vault.Time.GetUtcNow().AddDays(1));
        Assert.True(await VerifiesAsync());

        Assert.Equal(2, _vault.Fetches);
    }

    [Fact]
    public async Task A_disabled_version_verifies_no_hint()
    {
        _vault.Time.SetUtcNow(_madeAt + _vault.Retirement);
        Assert.True(await VerifiesAsync());

        _first.Enabled = false;
        _vault.Time.SetUtcNow(_vault.Time.GetUtcNow() + _vault.Schedule.Staleness);

        Assert.False(await VerifiesAsync());
    }

    private async Task<bool> VerifiesAsync() => (await _keys.FormerAsync(CancellationToken.None)).Find(_first.KeyId, SigningAlgorithms.ES256) is not null;
}
