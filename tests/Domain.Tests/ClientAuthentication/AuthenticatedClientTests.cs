using Tollgate.Domain.ClientAuthentication;

namespace Tollgate.Domain.Tests.ClientAuthentication;

public sealed class AuthenticatedClientTests
{
    [Fact]
    public void Nobody_outside_the_domain_can_make_one() => Assert.Empty(typeof(AuthenticatedClient).GetConstructors());
}
