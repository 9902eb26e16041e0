using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Tests.Messages;

public sealed class PresentedTokenTests
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
    public void A_token_stands_after_the_scheme_or_alone(string? authorization, string? token) =>
        Assert.Equal(token, PresentedToken.BearerOf(authorization));

    [Theory]
    [InlineData("DPoP abc", "DPoP", "abc")]
    [InlineData("dpop abc", "DPoP", "abc")]
    [InlineData("bearer abc", "Bearer", "abc")]
    [InlineData("abc", "Bearer", "abc")]
    public void The_scheme_is_read_in_the_spelling_of_the_RFCs(string authorization, string scheme, string token) =>
        Assert.Equal(new PresentedToken(scheme, token), PresentedToken.Read(authorization));

    [Fact]
    public void A_token_of_another_type_is_no_bearer_token() => Assert.Null(PresentedToken.BearerOf("DPoP abc"));
}
