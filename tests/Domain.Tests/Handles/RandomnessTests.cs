using System.Buffers.Text;
using Tollgate.Domain.Handles;

namespace Tollgate.Domain.Tests.Handles;

public sealed class RandomnessTests
{
    [Fact]
    public void Secrets_have_256_bits_and_ids_128()
    {
        var randomness = new Randomness();

        Assert.Equal(32, Base64Url.DecodeFromChars(randomness.Secret()).Length);
        Assert.Equal(16, Base64Url.DecodeFromChars(randomness.Id()).Length);
    }

    [Fact]
    public void No_two_random_texts_are_equal()
    {
        var randomness = new Randomness();

        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => randomness.Id()).Distinct().Count());
    }
}
