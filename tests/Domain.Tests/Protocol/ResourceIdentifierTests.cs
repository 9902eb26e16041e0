using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Protocol;

/// <summary>Resource identifiers are compared by the rules of RFC 3986 §6.2.2.1 and §6.2.3.</summary>
public sealed class ResourceIdentifierTests
{
    [Theory]
    [InlineData("https://api.example", "https://api.example/")]
    [InlineData("https://api.example", "HTTPS://API.Example")]
    [InlineData("https://api.example", "https://api.example:443")]
    [InlineData("https://api.example", "https://api.example:")]
    [InlineData("http://api.example/v1", "http://api.example:80/v1")]
    [InlineData("https://api.example?tenant=1", "https://api.example/?tenant=1")]
    [InlineData("https://[2001:DB8::1]:443/", "https://[2001:db8::1]")]
    [InlineData("https://User@api.example", "https://User@API.example/")]
    [InlineData("api://Demo", "API://demo/")]
    [InlineData("URN:example:API", "urn:example:API")]
    public void Forms_of_one_identifier_are_equal(string one, string other)
    {
        Assert.True(ResourceIdentifier.AreEqual(one, other));
        Assert.Equal(one, ResourceIdentifier.Find(other, ["https://elsewhere.example", one]));
        Assert.Equal(other, ResourceIdentifier.Find(one, [other]));
    }

    [Theory]
    [InlineData("https://api.example/v1", "https://api.example/V1")]
    [InlineData("https://api.example", "http://api.example")]
    [InlineData("https://api.example:80", "https://api.example")]
    [InlineData("https://api.example:8443", "https://api.example")]
    [InlineData("https://api.example/v1", "https://api.example/v1?x=/")]
    [InlineData("https://api.example/?x=1", "https://api.example/?x=1/")]
    [InlineData("https://api.example/v1", "https://api.example/v1//")]
    [InlineData("https://user@api.example", "https://User@api.example")]
    [InlineData("urn:example:API", "urn:example:api")]
    [InlineData("https://api.example", "https://api.example.evil.example")]
    [InlineData("https://api.example", "https://api.example@evil.example")]
    public void Different_identifiers_are_not_equal(string one, string other)
    {
        Assert.False(ResourceIdentifier.AreEqual(one, other));
        Assert.Null(ResourceIdentifier.Find(other, [one]));
    }

    [Fact]
    public void A_slash_at_the_end_is_ignored_if_only_one_form_is_registered()
    {
        Assert.False(ResourceIdentifier.AreEqual("https://a.example/v1", "https://a.example/v1/"));
        Assert.Equal("https://a.example/v1", ResourceIdentifier.Find("https://a.example/v1/", ["https://a.example/v1", "https://a.example/v2"]));
        Assert.Equal("https://a.example/v1/", ResourceIdentifier.Find("https://a.example/v1", ["https://a.example/v1/"]));
        Assert.Equal("https://a.example/v1/", ResourceIdentifier.Find("https://A.example/v1/", ["https://a.example/v1", "https://a.example/v1/"]));
        Assert.Null(ResourceIdentifier.Find("https://a.example/v1/", ["https://a.example/v1", "https://a.example/v1//"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("://")]
    [InlineData("https://")]
    [InlineData("https://@")]
    [InlineData("https://:443")]
    [InlineData("notes")]
    public void Any_text_can_be_compared(string text)
    {
        Assert.True(ResourceIdentifier.AreEqual(text, text));
        Assert.Null(ResourceIdentifier.Find(text, ["https://api.example"]));
    }
}
