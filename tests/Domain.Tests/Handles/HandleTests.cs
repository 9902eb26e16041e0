using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Handles;

namespace Tollgate.Domain.Tests.Handles;

public sealed class HandleTests
{
    [Fact]
    public void A_new_one_has_its_id_and_256_bits()
    {
        var handle = Handle.New("some-id", new Randomness());

        Assert.Matches("^some-id\\.[A-Za-z0-9_-]{43}$", handle.Text);
        Assert.Equal(handle, Handle.Parse(handle.Text));
        Assert.NotEqual(handle.Text, Handle.New("some-id", new Randomness()).Text);
    }

    [Fact]
    public void At_rest_it_is_the_SHA_256_of_the_whole_text()
    {
        var handle = Handle.Parse("id.secret")!;

        Assert.Equal(SHA256.HashData(Encoding.ASCII.GetBytes("id.secret")), handle.Hash());
        Assert.True(handle.Matches(Handle.HashOf("id.secret")));
        Assert.False(handle.Matches(Handle.HashOf("id.other")));
        Assert.False(handle.Matches(Handle.HashOf("secret")));
        Assert.False(handle.Matches(null));
        Assert.False(handle.Matches([]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("id")]
    [InlineData("id.")]
    [InlineData(".secret")]
    [InlineData("id.secret.more")]
    [InlineData("id..secret")]
    [InlineData("id.sec ret")]
    [InlineData("id.secret\n")]
    [InlineData("id/x.secret")]
    [InlineData("id'.secret")]
    [InlineData("id.s\u00e9cret")]
    [InlineData("id.secret=")]
    [InlineData("id\u0661.secret")]
    public void What_cannot_be_one_is_none(string? text) => Assert.Null(Handle.Parse(text));

    [Fact]
    public void Length_has_a_limit()
    {
        Assert.NotNull(Handle.Parse("id." + new string('a', Handle.MaximumLength - 3)));
        Assert.Null(Handle.Parse("id." + new string('a', Handle.MaximumLength - 2)));
    }
}
