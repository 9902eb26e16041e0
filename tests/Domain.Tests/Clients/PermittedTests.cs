using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Clients;

public sealed class PermittedTests
{
    private static readonly Client Client = new("app")
    {
        GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
        Scope = ScopeSet.Of("openid", "notes.read", "notes.write", "mail.read"),
    };

    private readonly Workspace _workspace = new("default", new Uri("https://issuer.example"))
    {
        Resources =
        [
            new Resource("notes", "https://notes.example") { Scopes = ScopeSet.Of("notes.read", "notes.write") },
            new Resource("mail", "https://mail.example") { Scopes = ScopeSet.Of("mail.read") },
        ],
    };

    [Theory]
    [InlineData(null, "openid notes.read notes.write mail.read")]
    [InlineData("https://notes.example", "openid notes.read notes.write")]
    [InlineData("https://mail.example", "openid mail.read")]
    [InlineData("https://other.example", "openid notes.read notes.write mail.read")]
    public void A_token_for_a_resource_keeps_the_scopes_that_belong_to_no_other_resource(string? audience, string scope) =>
        Assert.Equal(scope, Permitted.Scope(_workspace, Client, audience).Text);

    [Fact]
    public void Ceilings_hold_at_every_issuance_also_for_a_registration_that_is_wider()
    {
        var limited = Client with { Ceilings = new ClientCeilings(ScopeSet.Of("openid", "notes.read"), [GrantTypes.AuthorizationCode], []) };
        Assert.Equal("openid notes.read", Permitted.Scope(_workspace, limited).Text);
        Assert.Equal("openid", Permitted.Scope(_workspace, limited, "https://mail.example").Text);
        Assert.True(Permitted.GrantType(_workspace, limited, GrantTypes.AuthorizationCode));
        Assert.False(Permitted.GrantType(_workspace, limited, GrantTypes.RefreshToken));
        Assert.True(Permitted.GrantType(_workspace, Client, GrantTypes.RefreshToken));
        Assert.False(Permitted.GrantType(_workspace, Client, GrantTypes.ClientCredentials));
    }

    [Theory]
    [InlineData(ClientOrigin.Operator, true)]
    [InlineData(ClientOrigin.Applicant, true)]
    [InlineData(ClientOrigin.InitialToken, true)]
    [InlineData(ClientOrigin.Open, false)]
    [InlineData(ClientOrigin.Document, false)]
    public void A_client_is_vetted_if_an_operator_made_or_approved_it_or_gave_its_token(ClientOrigin origin, bool isVetted) =>
        Assert.Equal(isVetted, (Client with { Origin = origin }).IsVetted);

    [Theory]
    [InlineData("app", "app", true)]
    [InlineData("a~b", "a~b", true)]
    [InlineData("~app", "~app", false)]
    [InlineData("https://app.example/client", "~6221d7bb1d50db1ed869e8e106abec2b256e06fc46575ebed1318f9b799d7827", false)]
    public void A_key_is_the_id_or_the_hash_of_an_address(string clientId, string key, bool canBeGiven)
    {
        Assert.Equal(key, ClientKey.Of(clientId));
        Assert.Equal(canBeGiven, ClientId.CanBeGiven(clientId));
    }
}
