using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Tests.Keys;

public sealed class KeySetTests
{
    [Fact]
    public void A_key_is_found_only_by_its_kid()
    {
        var keys = new KeySet([TestKeys.Es256.PublicKey, TestKeys.Rs256.PublicKey], TimeSpan.FromMinutes(1));

        Assert.Same(TestKeys.Rs256.PublicKey, keys.Find(TestKeys.Rs256.KeyId, null));
        Assert.Null(keys.Find(TestKeys.OtherEs256.KeyId, null));
        Assert.Null(keys.Find("", null));
    }

    [Theory]
    [InlineData(0, 15)]
    [InlineData(40, 15)]
    [InlineData(41, 0)]
    [InlineData(300, 0)]
    public void Verifiers_may_not_cache_a_set_that_was_read_too_long_ago(int minutes, int maxAge)
    {
        var schedule = new KeySchedule();
        var keys = new KeySet([TestKeys.Es256.PublicKey], schedule.MaxAge).ReadAgo(TimeSpan.FromMinutes(minutes), schedule);

        Assert.Equal(TimeSpan.FromMinutes(maxAge), keys.Document.MaxAge);
        Assert.NotNull(keys.Find(TestKeys.Es256.KeyId, null));
    }

    [Fact]
    public void The_document_of_a_set_read_too_long_ago_is_made_once()
    {
        var schedule = new KeySchedule();
        var keys = new KeySet([TestKeys.Es256.PublicKey], schedule.MaxAge);

        Assert.Same(keys, keys.ReadAgo(schedule.Keepable, schedule));
        Assert.Same(keys.ReadAgo(TimeSpan.FromHours(1), schedule), keys.ReadAgo(TimeSpan.FromHours(2), schedule));
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(1, 5)]
    public void Two_joined_sets_have_the_keys_of_both_and_the_shorter_max_age(int minutes, int otherMinutes)
    {
        var both = new KeySet([TestKeys.Es256.PublicKey], TimeSpan.FromMinutes(minutes))
            .With(new KeySet([TestKeys.OtherEs256.PublicKey], TimeSpan.FromMinutes(otherMinutes)));

        Assert.NotNull(both.Find(TestKeys.Es256.KeyId, null));
        Assert.NotNull(both.Find(TestKeys.OtherEs256.KeyId, null));
        Assert.Equal(TimeSpan.FromMinutes(1), both.Document.MaxAge);
    }

    [Fact]
    public void Joined_sets_are_made_again_only_when_one_of_them_changes()
    {
        var (one, other) = (new KeySet([TestKeys.Es256.PublicKey], TimeSpan.FromMinutes(15)), new KeySet([TestKeys.Rs256.PublicKey], TimeSpan.FromMinutes(15)));
        var joined = new JoinedKeySets();
        var all = joined.Join([one, other]);

        Assert.Same(all, joined.Join([one, other]));
        Assert.NotNull(all.Find(TestKeys.Rs256.KeyId, null));
        Assert.Equal(TimeSpan.Zero, joined.Join([one, other.Unkept]).Document.MaxAge);
        Assert.Same(one, joined.Join([one]));
    }

    [Fact]
    public void A_search_for_a_key_of_an_unread_algorithm_throws()
    {
        var refusal = new NoSigningKeyException("The app may not read the key.");
        var keys = new KeySet([TestKeys.Es256.PublicKey], TimeSpan.FromMinutes(15)).With(KeySet.Unread(SigningAlgorithms.RS256, refusal));

        Assert.Equal(refusal.Message, Assert.Throws<NoSigningKeyException>(() => keys.Find(TestKeys.Rs256.KeyId, SigningAlgorithms.RS256)).Message);
        Assert.Null(keys.Find(TestKeys.OtherEs256.KeyId, SigningAlgorithms.ES256));
        Assert.Same(TestKeys.Es256.PublicKey, keys.Unkept.Find(TestKeys.Es256.KeyId, SigningAlgorithms.ES256));
        Assert.Throws<NoSigningKeyException>(() => keys.Unkept.Find(TestKeys.Rs256.KeyId, SigningAlgorithms.RS256));
        Assert.Equal(TimeSpan.Zero, keys.Document.MaxAge);
    }

    [Fact]
    public void A_set_without_keys_has_a_document()
    {
        var none = new KeySet([], TimeSpan.FromMinutes(15));

        Assert.True(none.IsEmpty);
        Assert.Equal("""{"keys":[]}""", System.Text.Encoding.UTF8.GetString(none.Document.Body.Span));
    }
}
