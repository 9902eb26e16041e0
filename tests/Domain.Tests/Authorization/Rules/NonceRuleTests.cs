using Tollgate.Domain.Authorization.Rules;

namespace Tollgate.Domain.Tests.Authorization.Rules;

public sealed class NonceRuleTests
{
    [Fact]
    public void A_nonce_is_accepted_up_to_the_length_that_a_row_can_hold()
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
    public void Nonce_and_state_may_be_missing() => Assert.Null(new NonceRule().Apply(Asked.With("")));
}
