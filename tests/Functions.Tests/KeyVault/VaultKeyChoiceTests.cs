using System.Security.Cryptography;
using Azure.Security.KeyVault.Keys;
using Tollgate.Domain.Keys;
using Tollgate.TestKit.Signing;
using JsonWebKey = Azure.Security.KeyVault.Keys.JsonWebKey;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>Which versions of a vault key sign, and which versions are published.</summary>
public sealed class VaultKeyChoiceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly MockedVault _vault = new();

    [Fact]
    public async Task A_first_version_signs_at_once()
    {
        var first = _vault.Add();
        Assert.Equal(first.KeyId, await _vault.Keys().CurrentIdAsync());
    }

    [Fact]
    public async Task A_new_version_is_published_at_once_and_signs_after_its_announcement()
    {
        var old = _vault.Add();
        _vault.Time.Advance(TimeSpan.FromDays(1));
        var next = _vault.Add();
        var keys = _vault.Keys();

        Assert.Equal([old.KeyId, next.KeyId], await keys.PublishedIdsAsync());
        Assert.Equal(old.KeyId, await keys.CurrentIdAsync());
        _vault.Time.Advance(_vault.Schedule.Announcement - Second);
        Assert.Equal(old.KeyId, await keys.CurrentIdAsync());
        _vault.Time.Advance(Second);
        Assert.Equal(next.KeyId, await keys.CurrentIdAsync());
    }

    [Fact]
    public async Task The_newest_of_several_announced_versions_signs()
    {
        _vault.Add();
        _vault.Time.Advance(TimeSpan.FromHours(2));
        _vault.Add();
        _vault.Time.Advance(TimeSpan.FromHours(2));
        var newest = _vault.Add();
        _vault.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(newest.KeyId, await _vault.Keys().CurrentIdAsync());
    }

    [Fact]
    public async Task A_superseded_version_is_published_until_its_last_token_has_expired()
    {
        var old = _vault.Add();
        _vault.Time.Advance(TimeSpan.FromDays(100));
        var next = _vault.Add();

        _vault.Time.Advance(_vault.Retirement - Second);
        Assert.Equal([old.KeyId, next.KeyId], await _vault.Keys().PublishedIdsAsync());
        _vault.Time.Advance(Second);
        Assert.Equal([next.KeyId], await _vault.Keys().PublishedIdsAsync());
    }

    [Fact]
    public async Task A_disabled_version_neither_signs_nor_is_published()
    {
        var old = _vault.Add();
        _vault.Time.Advance(TimeSpan.FromHours(2));
        _vault.Add().Enabled = false;
        _vault.Time.Advance(TimeSpan.FromDays(10));
        var keys = _vault.Keys();

        Assert.Equal(old.KeyId, await keys.CurrentIdAsync());
        Assert.Equal([old.KeyId], await keys.PublishedIdsAsync());
    }

    [Fact]
    public async Task A_key_whose_versions_are_all_disabled_neither_signs_nor_is_published()
    {
        _vault.Add().Enabled = false;
        var keys = _vault.Keys();
        var fault = await Assert.ThrowsAsync<NoSigningKeyException>(() => keys.CurrentIdAsync());
        Assert.Contains("Every version of the vault's key signing-es256 is disabled", fault.Message, StringComparison.Ordinal);
        Assert.Empty(await keys.PublishedIdsAsync());
    }

    [Fact]
    public async Task A_key_without_versions_neither_signs_nor_is_published()
    {
        var keys = _vault.Keys();
        var fault = await Assert.ThrowsAsync<NoSigningKeyException>(() => keys.CurrentIdAsync());
        Assert.Contains("The vault has no key signing-es256", fault.Message, StringComparison.Ordinal);
        Assert.Empty(await keys.PublishedIdsAsync());
    }

    [Fact]
    public async Task An_expired_version_does_not_sign_but_stays_published()
    {
        var old = _vault.Add();
        _vault.Time.Advance(TimeSpan.FromHours(2));
        var next = _vault.Add();
        next.ExpiresOn = _vault.Time.GetUtcNow() + TimeSpan.FromHours(5);
        var keys = _vault.Keys();

        _vault.Time.Advance(TimeSpan.FromHours(5) - Second);
        Assert.Equal(next.KeyId, await keys.CurrentIdAsync());
        _vault.Time.Advance(Second);
        Assert.Equal(old.KeyId, await keys.CurrentIdAsync());
        Assert.Equal([old.KeyId, next.KeyId], await keys.PublishedIdsAsync());
    }

    [Fact]
    public async Task A_version_that_is_not_valid_yet_does_not_sign_but_is_published()
    {
        var old = _vault.Add();
        _vault.Time.Advance(TimeSpan.FromHours(2));
        var next = _vault.Add();
        next.NotBefore = _vault.Time.GetUtcNow() + TimeSpan.FromHours(5);
        var keys = _vault.Keys();

        _vault.Time.Advance(TimeSpan.FromHours(5) - Second);
        Assert.Equal(old.KeyId, await keys.CurrentIdAsync());
        Assert.Equal([old.KeyId, next.KeyId], await keys.PublishedIdsAsync());
        _vault.Time.Advance(Second);
        Assert.Equal(next.KeyId, await keys.CurrentIdAsync());
    }

    [Fact]
    public async Task A_version_that_is_not_valid_yet_does_not_retire_the_version_that_signs()
    {
        var old = _vault.Add();
        _vault.Time.Advance(TimeSpan.FromHours(2));
        _vault.Add().NotBefore = _vault.Time.GetUtcNow() + TimeSpan.FromDays(30);
        _vault.Time.Advance(_vault.Retirement + Second);
        Assert.Equal(old.KeyId, await _vault.Keys().CurrentIdAsync());
    }

    [Fact]
    public async Task A_version_is_published_for_a_token_lifetime_after_a_later_start_of_its_successor()
    {
        var old = _vault.Add();
        _vault.Time.Advance(TimeSpan.FromHours(2));
        _vault.Add().NotBefore = _vault.Time.GetUtcNow() + TimeSpan.FromHours(30);
        _vault.Time.Advance(TimeSpan.FromHours(30) + _vault.Schedule.TokenLifetime - Second);
        Assert.Contains(old.KeyId, await _vault.Keys().PublishedIdsAsync());
    }

    [Fact]
    public async Task A_version_that_signs_again_because_its_successor_expired_is_not_retired()
    {
        var old = _vault.Add();
        _vault.Time.Advance(TimeSpan.FromHours(2));
        _vault.Add().ExpiresOn = _vault.Time.GetUtcNow() + TimeSpan.FromHours(24);
        _vault.Time.Advance(_vault.Retirement + Second);
        var keys = _vault.Keys();
        Assert.Equal(old.KeyId, await keys.CurrentIdAsync());
        Assert.Contains(old.KeyId, await keys.PublishedIdsAsync());
    }

    [Fact]
    public async Task Without_a_version_that_may_sign_now_signing_is_a_fault_and_the_keys_stay_published()
    {
        var only = _vault.Add();
        only.ExpiresOn = _vault.Time.GetUtcNow() + TimeSpan.FromDays(1);
        _vault.Time.Advance(TimeSpan.FromDays(2));
        var keys = _vault.Keys();

        await Assert.ThrowsAsync<NoSigningKeyException>(() => keys.CurrentIdAsync());
        Assert.Equal([only.KeyId], await keys.PublishedIdsAsync());
    }

    [Fact]
    public async Task An_algorithm_that_the_deployment_does_not_sign_with_is_a_fault()
    {
        _vault.Add();
        await Assert.ThrowsAsync<InvalidOperationException>(() => _vault.Keys().CurrentIdAsync(SigningAlgorithms.RS256));
    }

    public static readonly TheoryData<string> WrongCurves = new("1.3.132.0.34", "1.3.132.0.10");

    [Theory]
    [MemberData(nameof(WrongCurves))]
    public async Task A_key_on_another_curve_than_P_256_is_refused(string curve)
    {
        _vault.Add(curve: ECCurve.CreateFromValue(curve));
        await Assert.ThrowsAsync<CryptographicException>(() => _vault.Keys().PublishedIdsAsync());
    }

    [Fact]
    public async Task An_RSA_key_in_the_place_of_an_EC_key_is_refused()
    {
        using var rsa = RSA.Create(2048);
        _vault.Add().Shown = _ => new JsonWebKey(rsa);
        await Assert.ThrowsAnyAsync<Exception>(() => _vault.Keys().PublishedIdsAsync());
    }

    [Fact]
    public async Task A_coordinate_that_the_vault_shows_without_its_leading_zero_is_published_at_full_length()
    {
        using var key = KeyWithLeadingZero();
        var point = key.ExportParameters(false).Q;
        _vault.Add().Shown = _ => KeyModelFactory.JsonWebKey(KeyType.Ec, curveName: KeyCurveName.P256, x: point.X![1..], y: point.Y);
        var published = Assert.Single(await _vault.Keys().JsonWebKeysAsync());
        Assert.Equal(43, published.GetProperty("x").GetString()!.Length);
    }

    private static ECDsa KeyWithLeadingZero()
    {
        while (true)
        {
            var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            if (key.ExportParameters(false).Q.X![0] == 0)
                return key;
            key.Dispose();
        }
    }
}
