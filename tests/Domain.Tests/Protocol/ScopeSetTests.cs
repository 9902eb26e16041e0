using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Protocol;

public sealed class ScopeSetTests
{
    private static readonly ScopeSet Allowed = ScopeSet.Of("notes.read", "notes.write", "admin");

    [Theory]
    [InlineData("notes.read notes.write")]
    [InlineData("notes.read,notes.write")]
    [InlineData("notes.read, notes.write")]
    [InlineData("  notes.read ,, notes.write ")]
    [InlineData("notes.read notes.write notes.read")]
    public void Spaces_and_commas_separate_and_each_token_stands_once_in_the_order_given(string text)
    {
        var scope = Parsed(text);

        Assert.Equal(["notes.read", "notes.write"], scope.Tokens);
        Assert.Equal("notes.read notes.write", scope.Text);
        Assert.Equal(scope.Text, scope.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" , ")]
    public void A_text_without_scope_tokens_is_the_empty_scope(string? text)
    {
        var scope = Parsed(text);

        Assert.True(scope.IsEmpty);
        Assert.Equal("", scope.Text);
    }

    [Fact]
    public void Tokens_differ_by_case() => Assert.Equal(["Read", "read"], Parsed("Read read").Tokens);

    [Fact]
    public void Exactly_the_characters_of_RFC_6749_section_3_3_less_the_comma_are_taken()
    {
        for (var c = '\0'; c < 0x180; c++)
        {
            var isSeparator = c is ' ' or ',';
            var isAllowed = c is '!' or (>= '#' and <= '[') or (>= ']' and <= '~');

            Assert.Equal(!isSeparator && !isAllowed, ScopeSet.Parse($"a{c}b").IsError);
        }
    }

    [Theory]
    [InlineData("a\tb")]
    [InlineData("a\nb")]
    [InlineData("\"")]
    [InlineData("a\\b")]
    [InlineData("ä")]
    [InlineData("fine \u007F")]
    public void A_scope_with_forbidden_characters_is_invalid_scope(string text) => Assert.Equal("invalid_scope", ScopeSet.Parse(text).Error?.Code);

    [Fact]
    public void An_allowed_scope_is_granted_in_the_order_of_the_request() =>
        Assert.Equal("admin notes.read", Parsed("admin notes.read").Within(new ScopeTerms(Allowed)).Value?.Text);

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("* *")]
    [InlineData("notes.read *")]
    public void The_empty_scope_and_the_wildcard_give_all_allowed_scopes(string text) =>
        Assert.Equal(Allowed.Tokens, Parsed(text).Within(new ScopeTerms(Allowed)).Value?.Tokens);

    [Theory]
    [InlineData("other")]
    [InlineData("notes.read other")]
    [InlineData("* other")]
    [InlineData("other *")]
    [InlineData("Notes.Read")]
    [InlineData("notes.read*")]
    [InlineData("notes")]
    public void A_scope_token_that_is_not_allowed_is_invalid_scope_if_no_token_may_be_left_out(string text)
    {
        var error = Parsed(text).Within(new ScopeTerms(Allowed, OutsideScope.Refused)).Error;

        Assert.Equal("invalid_scope", error?.Code);
    }

    [Fact]
    public void The_wildcard_widens_nothing_for_a_client_without_scopes()
    {
        Assert.True(Parsed("*").Within(new ScopeTerms(ScopeSet.Empty)).Value!.IsEmpty);
        Assert.True(Parsed("* admin").Within(new ScopeTerms(ScopeSet.Empty)).Value!.IsEmpty);
    }

    private static ScopeSet Parsed(string? text)
    {
        var result = ScopeSet.Parse(text);
        Assert.Null(result.Error);
        return result.Value!;
    }
}
