using Tollgate.Domain.ClientAuthentication;

namespace Tollgate.Domain.Tests.ClientAuthentication;

public sealed class AuthenticatedClientTests
{
    [Fact]
    public void Code_outside_the_domain_cannot_make_an_authenticated_client() => Assert.Empty(typeof(AuthenticatedClient).GetConstructors());
}
