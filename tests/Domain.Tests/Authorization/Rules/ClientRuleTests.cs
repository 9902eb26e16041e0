using Tollgate.Domain.Authorization.Rules;

namespace Tollgate.Domain.Tests.Authorization.Rules;

public sealed class ClientRuleTests
{
    [Fact]
    public void A_known_client_is_accepted() => Assert.Null(new ClientRule().Apply(Asked.With("client_id=web")));

    [Theory]
    [InlineData("")]
    [InlineData("client_id=")]
    public void A_missing_client_id_is_invalid_request(string query)
    {
        var error = new ClientRule().Apply(Asked.With(query, client: null));

        Assert.Equal("invalid_request", error?.Code);
        Assert.Contains("missing", error?.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_and_disabled_clients_get_the_same_answer()
    {
        var unknown = new ClientRule().Apply(Asked.With("client_id=web", client: null));
        var disabled = new ClientRule().Apply(Asked.With("client_id=web", Asked.Client with { IsDisabled = true }));

        Assert.Equal("invalid_request", unknown?.Code);
        Assert.Equal(unknown, disabled);
    }
}
