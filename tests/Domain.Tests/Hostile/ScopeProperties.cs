using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Hostile;

public sealed class ScopeProperties
{
    private static readonly ScopeSet Allowed = ScopeSet.Of("openid", "notes.read", "A", "7");

    [Fact]
    public void Accepted_scopes_are_well_formed_and_are_read_as_they_were_written() => Property.Holds(Input.Text, text =>
    {
        var scope = ScopeSet.Parse(text);
        if (scope.IsError)
        {
            Assert.Equal("invalid_scope", scope.Error.Code);
            return;
        }

        Assert.Equal(scope.Value.Tokens.Distinct(), scope.Value.Tokens);
        Assert.All(scope.Value.Tokens, token => Assert.Matches("^[!#-+\\x2d-\\x5b\\x5d-~]+\\z", token));
        Assert.Equal(scope.Value.Tokens, ScopeSet.Parse(scope.Value.Text).Value!.Tokens);
    });

    [Fact]
    public void No_request_gets_more_than_the_allowed_scope() => Property.Holds(Input.Text, text =>
    {
        if (ScopeSet.Parse(text).Value?.Within(new ScopeTerms(Allowed)).Value is { } granted)
            Assert.All(granted.Tokens, token => Assert.True(Allowed.Contains(token), token));
    });
}
