using Tollgate.Domain.Authorization;
using Tollgate.Domain.Authorization.Rules;

namespace Tollgate.Domain.Tests.Authorization.Rules;

public sealed class EchoRuleTests
{
    [Theory]
    [InlineData("state")]
    [InlineData("nonce")]
    public void As_much_as_the_limit_is_echoed_and_no_more(string name)
    {
        Assert.Null(new EchoRule().Apply(Asked.With($"{name}={new string('a', AuthorizationRequest.MaximumEchoLength)}")));

        var error = new EchoRule().Apply(Asked.With($"{name}={new string('a', AuthorizationRequest.MaximumEchoLength + 1)}"));

        Assert.Equal("invalid_request", error?.Code);
        Assert.Contains(name, error?.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_has_to_be_there() => Assert.Null(new EchoRule().Apply(Asked.With("")));
}
