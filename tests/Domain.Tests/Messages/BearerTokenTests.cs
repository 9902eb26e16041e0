using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Tests.Messages;

public sealed class BearerTokenTests
{
    [Theory]
    [InlineData("Bearer abc", "abc")]
    [InlineData("BEARER abc", "abc")]
    [InlineData("Bearer   abc ", "abc")]
    [InlineData("abc", "abc")]
    [InlineData(" abc ", "abc")]
    [InlineData("Basic YTpi", null)]
    [InlineData("abc def", null)]
    [InlineData("", null)]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void It_stands_after_the_scheme_or_alone(string? authorization, string? token) =>
        Assert.Equal(token, BearerToken.Read(authorization));
}
