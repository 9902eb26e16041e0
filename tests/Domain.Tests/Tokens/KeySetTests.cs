using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Tests.Tokens;

public sealed class KeySetTests
{
    [Fact]
    public void A_key_is_found_by_its_kid_alone()
    {
        var keys = new KeySet([Keys.Es256.PublicKey, Keys.Rs256.PublicKey], TimeSpan.FromMinutes(1));

        Assert.Same(Keys.Rs256.PublicKey, keys.Find(Keys.Rs256.KeyId));
        Assert.Null(keys.Find(Keys.OtherEs256.KeyId));
        Assert.Null(keys.Find(""));
    }

    [Theory]
    [InlineData(0, 15)]
    [InlineData(40, 15)]
    [InlineData(41, 0)]
    [InlineData(300, 0)]
    public void A_set_read_too_long_ago_is_not_to_be_kept(int minutes, int maxAge)
    {
        var schedule = new KeySchedule();
        var keys = new KeySet([Keys.Es256.PublicKey], schedule.MaxAge).ReadAgo(TimeSpan.FromMinutes(minutes), schedule);

        Assert.Equal(TimeSpan.FromMinutes(maxAge), keys.Document.MaxAge);
        Assert.NotNull(keys.Find(Keys.Es256.KeyId));
    }

    [Fact]
    public void Two_sets_together_have_the_keys_of_both_and_the_shorter_life()
    {
        var both = new KeySet([Keys.Es256.PublicKey], TimeSpan.FromMinutes(5)).With(new KeySet([Keys.OtherEs256.PublicKey], TimeSpan.FromMinutes(1)));

        Assert.NotNull(both.Find(Keys.Es256.KeyId));
        Assert.NotNull(both.Find(Keys.OtherEs256.KeyId));
        Assert.Equal(TimeSpan.FromMinutes(1), both.Document.MaxAge);
    }
}
