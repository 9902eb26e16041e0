using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Protocol;

public sealed class StandardScopesTests
{
    [Fact]
    public void All_has_the_scopes_of_OpenID_Connect() => Assert.Equal("openid profile email address phone offline_access", StandardScopes.All.Text);

    [Fact]
    public void A_set_from_several_sources_has_each_token_once_in_the_order_of_its_first_occurrence() =>
        Assert.Equal("notes.read openid profile email address phone offline_access", ScopeSet.Of(["notes.read", "openid", .. StandardScopes.All.Tokens]).Text);

    [Theory]
    [InlineData("openid", true)]
    [InlineData("offline_access", true)]
    [InlineData("OpenID", false)]
    [InlineData("open", false)]
    [InlineData("", false)]
    [InlineData("openid profile", false)]
    public void Only_whole_tokens_are_contained(string token, bool isContained) => Assert.Equal(isContained, StandardScopes.All.Contains(token));
}
