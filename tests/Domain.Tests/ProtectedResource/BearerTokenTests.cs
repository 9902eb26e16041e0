using Tollgate.Domain.ProtectedResource;

namespace Tollgate.Domain.Tests.ProtectedResource;

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
