using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Tests.Clients;

public sealed class ClientSecretTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Only_the_hash_of_the_secret_is_kept()
    {
        var secret = ClientSecret.Of("geheim ü", Now);

        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes("geheim ü")), secret.Hash.ToArray());
        Assert.Equal(Now, secret.CreatedAt);
        Assert.Null(secret.ExpiresAt);
        Assert.DoesNotContain("geheim", secret.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_matches_only_its_own_hash()
    {
        var secret = ClientSecret.Of("right", Now);

        Assert.True(secret.Matches(Hash("right"), Now));
        Assert.False(secret.Matches(Hash("wrong"), Now));
        Assert.False(secret.Matches([], Now));
        Assert.False(secret.Matches(Hash("right").AsSpan(0, 31), Now));
    }

    [Fact]
    public void A_secret_is_valid_until_the_moment_it_expires()
    {
        var secret = ClientSecret.Of("right", Now) with { ExpiresAt = Now.AddHours(1) };

        Assert.True(secret.Matches(Hash("right"), Now.AddHours(1).AddTicks(-1)));
        Assert.False(secret.Matches(Hash("right"), Now.AddHours(1)));
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
