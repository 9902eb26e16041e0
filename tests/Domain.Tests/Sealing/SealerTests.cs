using System.Text;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Sealing;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.Sealing;

/// <summary>A sealed value opens only for the same purpose, place, octets and root. The same holds for a MAC.</summary>
public sealed class SealerTests
{
    private const string Place = "table|row 1";

    /// <summary>Another implementation computed this value and <see cref="MacVector"/>.</summary>
    private const string SealVector = "15c2aa6f0707070707070707070707072696e10c2ba06d4ecdd4f3cdeeead88b0ff5a110423ccded49fcee066ef442";

    private const string MacVector = "15c2aa6f5378d5599bf42e9042cacca438f93888c7188818ce8126fb46fc8a1cb4448dcd";

    private static readonly SealingPurpose Purpose = SealingPurpose.SigningKeyRow;
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes("what lies there");

    private readonly MemorySealingRoots _roots = new();

    private Sealer Sealer => new(_roots, new Randomness());

    [Fact]
    public async Task A_sealed_value_opens_at_every_instance_with_the_root()
    {
        var box = await SealAsync();
        Assert.Equal(Plain, await OpenAsync(box));
        Assert.Equal(Array.Empty<byte>(), await OpenAsync(await Sealer.SealAsync(Purpose, Place, Array.Empty<byte>(), default)));
    }

    [Fact]
    public async Task A_sealed_value_hides_its_bytes_and_never_looks_the_same()
    {
        var (one, two) = (await SealAsync(), await SealAsync());
        Assert.True(one.AsSpan().IndexOf(Plain) < 0);
        Assert.False(one.AsSpan().SequenceEqual(two));
    }

    [Fact]
    public async Task A_sealed_value_opens_for_no_other_purpose() =>
        Assert.Null(await Sealer.OpenAsync(SealingPurpose.PartialSignIn, Place, await SealAsync(), default));

    [Theory]
    [InlineData("table|row 2")]
    [InlineData("table|row 1 ")]
    [InlineData("")]
    public async Task A_sealed_value_opens_at_no_other_place(string place) => Assert.Null(await Sealer.OpenAsync(Purpose, place, await SealAsync(), default));

    [Fact]
    public async Task A_sealed_value_with_one_bit_changed_does_not_open()
    {
        var box = await SealAsync();
        for (var i = 0; i < box.Length; i++)
            Assert.Null(await OpenAsync(Changed(box, i)));
        for (var length = 0; length < box.Length; length++)
            Assert.Null(await OpenAsync(box[..length]));
    }

    [Fact]
    public async Task A_value_of_an_older_root_opens_and_the_newest_root_seals()
    {
        var old = await SealAsync();
        var newest = _roots.Rotate();
        Assert.Equal(Plain, await OpenAsync(old));
        Assert.Equal($"{newest.Number:x8}", Convert.ToHexStringLower((await SealAsync())[..4]));
    }

    [Fact]
    public async Task A_value_of_a_root_that_is_gone_does_not_open()
    {
        var first = await _roots.NewestAsync(default);
        var old = await SealAsync();
        _roots.Rotate();
        _roots.Forget(first);
        Assert.Null(await OpenAsync(old));
    }

    [Fact]
    public async Task A_code_is_right_for_its_purpose_its_place_and_its_bytes_alone()
    {
        var mac = await MacAsync();
        Assert.Equal(MacVerdict.Right, await CheckAsync(mac));
        Assert.Equal(MacVerdict.Wrong, await Sealer.CheckMacAsync(SealingPurpose.PartialSignIn, Place, Plain, mac, default));
        Assert.Equal(MacVerdict.Wrong, await Sealer.CheckMacAsync(Purpose, "table|row 2", Plain, mac, default));
        for (var i = 0; i < Plain.Length; i++)
            Assert.Equal(MacVerdict.Wrong, await Sealer.CheckMacAsync(Purpose, Place, Changed(Plain, i), mac, default));
    }

    [Fact]
    public async Task A_code_with_one_bit_changed_is_wrong()
    {
        var mac = await MacAsync();
        for (var i = 0; i < mac.Length; i++)
            Assert.Equal(MacVerdict.Wrong, await CheckAsync(Changed(mac, i)));
        Assert.Equal(MacVerdict.Wrong, await CheckAsync([]));
        Assert.Equal(MacVerdict.Wrong, await CheckAsync([.. mac, 0]));
    }

    [Fact]
    public async Task A_part_of_the_place_does_not_pass_for_bytes()
    {
        var mac = await Sealer.MacAsync(Purpose, "a", "bc"u8.ToArray(), default);
        Assert.Equal(MacVerdict.Wrong, await Sealer.CheckMacAsync(Purpose, "ab", "c"u8.ToArray(), mac, default));
    }

    [Fact]
    public async Task A_code_of_an_older_root_is_right_and_known_as_older()
    {
        var mac = await MacAsync();
        _roots.Rotate();
        Assert.Equal(MacVerdict.RightByOlderRoot, await CheckAsync(mac));
    }

    [Fact]
    public async Task The_keys_of_codes_seal_nothing()
    {
        var mac = await MacAsync();
        Assert.Null(await OpenAsync(mac));
    }

    [Fact]
    public async Task An_outage_of_the_root_is_not_a_wrong_seal()
    {
        var (box, mac) = (await SealAsync(), await MacAsync());
        _roots.Fault = new TimeoutException();
        await Assert.ThrowsAsync<TimeoutException>(() => OpenAsync(box));
        await Assert.ThrowsAsync<TimeoutException>(() => CheckAsync(mac));
    }

    /// <summary>The root and the random numbers are fixed. If the format changes, the server cannot open values that are already stored.</summary>
    [Fact]
    public async Task The_format_stays()
    {
        var roots = new OneRoot(SealingRoot.Parse(Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)i)]))!);
        var sealer = new Sealer(roots, new FixedRandomness(7));
        Assert.Equal(SealVector, Convert.ToHexStringLower(await sealer.SealAsync(Purpose, Place, Plain, default)));
        Assert.Equal(MacVector, Convert.ToHexStringLower(await sealer.MacAsync(Purpose, Place, Plain, default)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    public void A_text_that_is_not_256_bits_is_no_root(string text) => Assert.Null(SealingRoot.Parse(text));

    private static byte[] Changed(byte[] bytes, int at)
    {
        var changed = bytes.ToArray();
        changed[at] ^= 1;
        return changed;
    }

    private Task<byte[]> SealAsync() => Sealer.SealAsync(Purpose, Place, Plain, default).AsTask();

    private Task<byte[]?> OpenAsync(byte[] box) => Sealer.OpenAsync(Purpose, Place, box, default).AsTask();

    private Task<byte[]> MacAsync() => Sealer.MacAsync(Purpose, Place, Plain, default).AsTask();

    private Task<MacVerdict> CheckAsync(byte[] mac) => Sealer.CheckMacAsync(Purpose, Place, Plain, mac, default).AsTask();

    private sealed class OneRoot(SealingRoot root) : ISealingRoots
    {
        public ValueTask<SealingRoot> NewestAsync(CancellationToken cancellationToken) => ValueTask.FromResult(root);

        public ValueTask<SealingRoot?> FindAsync(uint number, CancellationToken cancellationToken) =>
            ValueTask.FromResult<SealingRoot?>(number == root.Number ? root : null);
    }
}
