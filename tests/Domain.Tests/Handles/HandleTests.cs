using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Handles;

namespace Tollgate.Domain.Tests.Handles;

public sealed class HandleTests
{
    [Fact]
    public void A_new_handle_has_its_id_and_256_random_bits()
    {
        var handle = Handle.New("some-id", new Randomness());

        Assert.Matches("^some-id\\.[A-Za-z0-9_-]{43}$", handle.Text);
        Assert.Equal(handle, Handle.Parse(handle.Text));
        Assert.NotEqual(handle.Text, Handle.New("some-id", new Randomness()).Text);
    }

    [Fact]
    public void The_hash_of_a_handle_is_the_SHA_256_of_the_whole_text()
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
    public void A_text_that_cannot_be_a_handle_is_refused(string? text) => Assert.Null(Handle.Parse(text));

    [Fact]
    public void The_length_of_a_handle_is_limited()
    {
        Assert.NotNull(Handle.Parse("id." + new string('a', Handle.MaximumLength - 3)));
        Assert.Null(Handle.Parse("id." + new string('a', Handle.MaximumLength - 2)));
    }
}
