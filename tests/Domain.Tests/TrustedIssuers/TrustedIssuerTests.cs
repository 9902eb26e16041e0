using Tollgate.Domain.TrustedIssuers;

namespace Tollgate.Domain.Tests.TrustedIssuers;

public sealed class TrustedIssuerTests
{
    [Theory]
    [InlineData("https://login.example.com", true)]
    [InlineData("https://login.example.com/tenant/v2.0", true)]
    [InlineData("https://login.example.com:8443/", true)]
    [InlineData("http://127.0.0.1:7071/demo-idp", true)]
    [InlineData("http://login.example.com", false)]
    [InlineData("https://login.example.com/?tenant=1", false)]
    [InlineData("https://login.example.com/#a", false)]
    [InlineData("https://user@login.example.com/", false)]
    [InlineData("https://login.example.com/a b", false)]
    [InlineData("https://l\u00F6gin.example.com/", false)]
    [InlineData("urn:example:issuer", false)]
    [InlineData("login.example.com", false)]
    [InlineData("", false)]
    public void An_identifier_is_an_address_that_keys_can_be_fetched_from(string text, bool isOne) =>
        Assert.Equal(isOne, TrustedIssuer.IsIdentifier(text));

    [Fact]
    public void An_identifier_has_five_hundred_characters_at_most()
    {
        var longest = "https://login.example.com/".PadRight(TrustedIssuer.MaximumLength, 'a');

        Assert.True(TrustedIssuer.IsIdentifier(longest));
        Assert.False(TrustedIssuer.IsIdentifier(longest + "a"));
    }
}
