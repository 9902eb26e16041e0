using Tollgate.Domain.Authorization.Rules;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Authorization.Rules;

public sealed class ScopeRuleTests
{
    [Theory]
    [InlineData("", "openid notes.read")]
    [InlineData("scope=", "openid notes.read")]
    [InlineData("scope=*", "openid notes.read")]
    [InlineData("scope=openid+*", "openid notes.read")]
    [InlineData("scope=notes.read", "notes.read")]
    [InlineData("scope=openid+admin", "openid")]
    [InlineData("scope=*+admin", "openid notes.read")]
    [InlineData("scope=notes.read,openid", "notes.read openid")]
    [InlineData("scope=notes.read%20openid", "notes.read openid")]
    public void A_request_gets_its_allowed_scopes_or_all_scopes_if_it_names_no_scope_or_the_wildcard(string query, string expected)
    {
        var request = Asked.With(query);

        Assert.Null(new ScopeRule().Apply(request));
        Assert.Equal(expected, request.Scope.Text);
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("admin+OpenID")]
    [InlineData("OpenID")]
    [InlineData("openid%22")]
    [InlineData("openid%0Anotes.read")]
    public void A_request_without_any_allowed_scope_is_invalid_scope(string scope)
    {
        var request = Asked.With("scope=" + scope);

        Assert.Equal("invalid_scope", new ScopeRule().Apply(request)?.Code);
        Assert.True(request.Scope.IsEmpty);
    }

    [Fact]
    public void The_wildcard_gives_no_scope_to_a_client_without_scopes()
    {
        var request = Asked.With("scope=*", Asked.Client with { Scope = ScopeSet.Empty });

        Assert.Null(new ScopeRule().Apply(request));
        Assert.True(request.Scope.IsEmpty);
    }
}
