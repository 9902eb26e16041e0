using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Tests.Clients;

public sealed class ClientIdTests
{
    [Fact]
    public void Exactly_the_unreserved_characters_of_a_URI_are_taken()
    {
        for (var c = '\0'; c < 0x180; c++)
            Assert.Equal(char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~', ClientId.IsWellFormed($"a{c}b"));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void The_length_is_bounded(int length, bool isWellFormed) =>
        Assert.Equal(isWellFormed, ClientId.IsWellFormed(new string('a', length)));
}
