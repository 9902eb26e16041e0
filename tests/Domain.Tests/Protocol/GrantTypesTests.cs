using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Protocol;

public sealed class GrantTypesTests
{
    private readonly TestServer _server = new();

    [Fact]
    public void A_client_can_be_registered_for_what_the_server_has_and_for_implicit() =>
        Assert.Equal(
            _server.Server.Token.Grants.Select(grant => grant.GrantType).Append(GrantTypes.Implicit).Order(),
            GrantTypes.All.Order());

    [Fact]
    public void The_legacy_ones_are_those_that_say_so_and_implicit() =>
        Assert.Equal(
            _server.Server.Token.Grants.Where(grant => grant.IsLegacy).Select(grant => grant.GrantType).Append(GrantTypes.Implicit).Order(),
            GrantTypes.Legacy.Order());

    [Fact]
    public void No_name_or_alias_stands_for_two()
    {
        var names = _server.Server.Token.Grants.SelectMany(grant => grant.Aliases.Append(grant.GrantType)).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
    }
}
