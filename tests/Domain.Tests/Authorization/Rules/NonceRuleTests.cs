using Tollgate.Domain.Authorization.Rules;

namespace Tollgate.Domain.Tests.Authorization.Rules;

public sealed class NonceRuleTests
{
    [Fact]
    public void As_much_as_a_row_can_hold_is_taken_and_no_more()
    {
        Assert.Null(new NonceRule().Apply(Asked.With($"nonce={new string('a', NonceRule.MaximumLength)}")));

        var error = new NonceRule().Apply(Asked.With($"nonce={new string('a', NonceRule.MaximumLength + 1)}"));

        Assert.Equal("invalid_request", error?.Code);
        Assert.Contains("nonce", error?.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_is_not_stored_and_has_no_limit_here() =>
        Assert.Null(new NonceRule().Apply(Asked.With($"state={new string('a', 60_000)}")));

    [Fact]
    public void Neither_has_to_be_there() => Assert.Null(new NonceRule().Apply(Asked.With("")));
}
