using System.Security.Cryptography;
using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Tests.Keys;

public sealed class PublicKeyTests
{
    private static readonly byte[] Data = [1, 2, 3];

    public static TheoryData<string> Algorithms => [.. SigningAlgorithms.All];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task A_signature_is_valid_only_for_its_data_and_key(string algorithm)
    {
        var key = KeyFor(algorithm);
        var signature = await key.SignAsync(Data, TestContext.Current.CancellationToken);

        Assert.True(key.PublicKey.Verify(Data, signature));
        Assert.False(key.PublicKey.Verify([1, 2, 4], signature));
        Assert.False(key.PublicKey.Verify([], signature));
        Assert.False((algorithm == "ES256" ? TestKeys.OtherEs256 : TestKeys.OtherPs256).PublicKey.Verify(Data, signature));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Signatures_of_another_length_or_of_zeros_are_invalid(string algorithm)
    {
        var key = KeyFor(algorithm);
        var signature = await key.SignAsync(Data, TestContext.Current.CancellationToken);

        Assert.False(key.PublicKey.Verify(Data, []));
        Assert.False(key.PublicKey.Verify(Data, signature.AsSpan(1)));
        Assert.False(key.PublicKey.Verify(Data, [.. signature, 0]));
        Assert.False(key.PublicKey.Verify(Data, new byte[signature.Length]));
    }

    /// <summary>One signature in 256 begins with a zero octet.</summary>
    [Theory]
    [InlineData("PS256")]
    [InlineData("RS256")]
    public async Task A_signature_that_has_lost_its_leading_zero_is_invalid(string algorithm)
    {
        var key = KeyFor(algorithm);
        for (var i = 0; ; i++)
        {
            byte[] data = [.. Data, (byte)i, (byte)(i >> 8)];
            var signature = await key.SignAsync(data, TestContext.Current.CancellationToken);
            if (signature[0] != 0)
                continue;
            Assert.True(key.PublicKey.Verify(data, signature));
            Assert.False(key.PublicKey.Verify(data, signature.AsSpan(1)));
            return;
        }
    }

    [Fact]
    public async Task An_ES256_signature_is_R_and_S_of_32_octets_each() =>
        Assert.Equal(64, (await TestKeys.Es256.SignAsync(Data, TestContext.Current.CancellationToken)).Length);

    [Fact]
    public void ES256_means_only_the_curve_P256()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<CryptographicException>(() => new PublicKey("ES256", other.ExportParameters(includePrivateParameters: false)));
    }

    [Fact]
    public void The_kid_is_the_thumbprint_of_the_key()
    {
        Assert.Equal(TestKeys.Es256.PublicKey.JsonWebKey.Thumbprint(), TestKeys.Es256.KeyId);
        Assert.Equal(TestKeys.Rs256.PublicKey.JsonWebKey.Thumbprint(), TestKeys.Rs256.KeyId);
    }

    [Fact]
    public void A_JWK_names_its_key_type_algorithm_and_use()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);

        var keys = new[] { new PublicKey("ES256", ec.ExportParameters(false)), new PublicKey("PS256", rsa.ExportParameters(false)) };

        Assert.Equal(["EC", "RSA"], keys.Select(key => key.JsonWebKey.KeyType));
        Assert.Equal(["ES256", "PS256"], keys.Select(key => key.JsonWebKey.Algorithm));
        Assert.All(keys, key => Assert.Equal("sig", key.JsonWebKey.Use));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Many_signatures_can_be_made_and_verified_at_once(string algorithm)
    {
        var key = KeyFor(algorithm);

        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, async (i, cancellationToken) =>
        {
            var data = BitConverter.GetBytes(i);
            var signature = await key.SignAsync(data, cancellationToken);
            Assert.True(key.PublicKey.Verify(data, signature));
        });
    }

    private static InProcessSigningKey KeyFor(string algorithm) => algorithm switch
    {
        "RS256" => TestKeys.Rs256,
        "PS256" => TestKeys.Ps256,
        _ => TestKeys.Es256,
    };
}
