using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Protocol;

public sealed class GrantTypesTests
{
    private readonly TestServer _server = new();

    [Fact]
    public void A_client_can_be_registered_for_every_grant_of_the_server_and_for_implicit() =>
        Assert.Equal(
            _server.Server.Token.Grants.Select(grant => grant.GrantType).Append(GrantTypes.Implicit).Order(),
            GrantTypes.All.Order());

    [Fact]
    public void The_legacy_grants_are_the_grants_that_are_marked_as_legacy_and_implicit() =>
        Assert.Equal(
            _server.Server.Token.Grants.Where(grant => grant.IsLegacy).Select(grant => grant.GrantType).Append(GrantTypes.Implicit).Order(),
            GrantTypes.Legacy.Order());

    [Fact]
    public void No_name_or_alias_stands_for_two_grants()
    {
        var names = _server.Server.Token.Grants.SelectMany(grant => grant.Aliases.Append(grant.GrantType)).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
    }
}
