using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Sealing;
using Tollgate.Functions.Sealing;
using Tollgate.TestKit;
using Tollgate.TestKit.KeyVault;

namespace Tollgate.Functions.Tests.Sealing;

/// <summary>The sealing root as a secret of the vault: when the server reads it, and the effects of a rotation, an outage and a refusal.</summary>
public sealed class VaultSealingRootsTests : IAsyncLifetime
{
    private const string Name = VaultSealingRoots.SecretName;
    private static readonly byte[] Plain = [1, 2, 3];

    private readonly FakeTimeProvider _time = TestClock.New();
    private KeyVaultServer _vault = null!;

    public async ValueTask InitializeAsync() => _vault = await KeyVaultServer.StartAsync(_time);

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    [Fact]
    public async Task The_first_use_costs_one_request_and_the_next_uses_cost_nothing()
    {
        Rotate();
        Rotate();
        using var roots = Roots();
        Assert.Empty(_vault.Requests);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SealAsync(roots)));

        Assert.Equal(["getsecret"], Answered());
    }

    [Fact]
    public async Task The_newest_version_seals_and_every_enabled_version_opens()
    {
        Rotate();
        using var one = Roots();
        var old = await SealAsync(one);
        Rotate();
        using var two = Roots();
        var young = await SealAsync(two);

        Assert.False(old.AsSpan(0, 4).SequenceEqual(young.AsSpan(0, 4)));
        Assert.Equal(Plain, await OpenAsync(two, old));
        // The first instance read the secret before the second version existed.
        Assert.Equal(Plain, await OpenAsync(one, young));
        Assert.Equal(young[..4], (await SealAsync(one))[..4]);
    }

    [Fact]
    public async Task A_disabled_version_opens_nothing_on_an_instance_that_has_not_read_it()
    {
        var first = Rotate();
        using var one = Roots();
        var old = await SealAsync(one);
        Rotate();
        first.Enabled = false;

        using var two = Roots();
        Assert.Null(await OpenAsync(two, old));
    }

    [Fact]
    public async Task A_new_version_seals_within_an_hour()
    {
        Rotate();
        using var roots = Roots();
        var before = await SealAsync(roots);
        Rotate();
        Assert.Equal(before[..4], (await SealAsync(roots))[..4]);

        _time.Advance(TimeSpan.FromHours(1));
        await Eventually.TrueAsync(async () => !(await SealAsync(roots)).AsSpan(0, 4).SequenceEqual(before.AsSpan(0, 4)));
        Assert.Equal(Plain, await OpenAsync(roots, before));
    }

    [Fact]
    public async Task For_made_up_numbers_the_instance_asks_the_vault_once_in_ten_seconds()
    {
        Rotate();
        using var roots = Roots();
        var real = await SealAsync(roots);
        for (var i = 0; i < 50; i++)
            Assert.Null(await OpenAsync(roots, [.. BitConverter.GetBytes(i), .. real[4..]]));
        Assert.Single(Answered(), operation => operation == "secretversions");

        _time.Advance(VaultSealingRoots.Pause);
        Assert.Null(await OpenAsync(roots, [9, 9, 9, 9, .. real[4..]]));
        Assert.Equal(2, Answered().Count(operation => operation == "secretversions"));
    }

    [Fact]
    public async Task During_an_outage_a_warm_instance_goes_on_and_an_unknown_version_is_not_a_wrong_seal()
    {
        Rotate();
        using var warm = Roots();
        var box = await SealAsync(warm);
        Rotate();
        using var other = Roots();
        var young = await SealAsync(other);
        _vault.Faults.Down = true;
        _time.Advance(TimeSpan.FromDays(30));

        Assert.Equal(Plain, await OpenAsync(warm, box));
        Assert.Equal(box[..4], (await SealAsync(warm))[..4]);
        // During the outage it is unknown whether this version exists.
        await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync(warm, young));
        await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync(warm, young));
        using var cold = Roots();
        await Assert.ThrowsAnyAsync<Exception>(() => SealAsync(cold));

        _vault.Faults.Clear();
        _time.Advance(VaultSealingRoots.Pause);
        Assert.Equal(Plain, await OpenAsync(warm, young));
        Assert.Equal(Plain, await OpenAsync(cold, box));
    }

    [Fact]
    public async Task A_missing_secret_is_named_and_works_once_it_is_there()
    {
        using var roots = Roots();
        Assert.Contains("no secret sealing-root", (await Assert.ThrowsAsync<NoSealingRootException>(() => SealAsync(roots))).Message);
        Rotate();
        Assert.Equal(Plain, await OpenAsync(roots, await SealAsync(roots)));
    }

    [Fact]
    public async Task A_missing_right_is_named()
    {
        Rotate();
        _vault.Faults.Forbidden = "getsecret";
        using var roots = Roots();
        var refusal = await Assert.ThrowsAsync<NoSealingRootException>(() => SealAsync(roots));
        Assert.Contains("ForbiddenByRbac", refusal.Message);
        Assert.Contains("Key Vault Secrets User", refusal.Message);
    }

    [Fact]
    public async Task A_secret_without_256_bits_is_named()
    {
        _vault.Secrets.Set(Name, "hunter2");
        using var roots = Roots();
        Assert.Contains("256 bits", (await Assert.ThrowsAsync<NoSealingRootException>(() => SealAsync(roots))).Message);
    }

    private VaultSecretVersion Rotate() => _vault.Secrets.Set(Name, SealingRoot.NewText(new Randomness()));

    private VaultSealingRoots Roots() => new(
        () => VaultRootSecret.Open(_vault.Uri, _vault.Credential, _time, options =>
        {
            options.Transport = _vault.Transport;
            options.Retry.MaxRetries = 0;
            // The long timeout keeps a slow test machine from looking like an outage.
            options.Retry.NetworkTimeout = TimeSpan.FromMinutes(2);
        }),
        _time);

    private IEnumerable<string> Answered() => _vault.Requests.Where(request => request.Status == 200).Select(request => request.Operation);

    private static Task<byte[]> SealAsync(ISealingRoots roots) =>
        new Sealer(roots, new Randomness()).SealAsync(SealingPurpose.PartialSignIn, "here", Plain, default).AsTask();

    private static Task<byte[]?> OpenAsync(ISealingRoots roots, byte[] box) =>
        new Sealer(roots, new Randomness()).OpenAsync(SealingPurpose.PartialSignIn, "here", box, default).AsTask();
}
