using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Pages;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>The pages translate every message of the domain about registrations into every language.</summary>
public sealed class RegistrationTextTests
{
    private static readonly string[] WrongUris =
    [
        "", "https://*.example/", "https://app.example/#x", "https://app.example/é", "https://app.example/%zz", "/callback", "app.example:8443/",
        "HTTPS://app.example/", "https://user@app.example/", "https://app.example:port/", "https://APP.example/", "http://app.example/", "myapp:/callback",
        "com.example.app:callback",
    ];

    private static readonly Client Fapi = new("x")
    {
        Profile = SecurityProfile.Fapi2,
        TokenEndpointAuthMethod = "private_key_jwt",
        Keys = ClientKeys.At("https://app.example/jwks"),
    };

    private static readonly Client[] WrongClients =
    [
        new("x") { TokenEndpointAuthMethod = "none", GrantTypes = [GrantTypes.ClientCredentials] },
        new("x") { TokenEndpointAuthMethod = "none", ResourceServerFor = ["https://api.example"] },
        new("x") { TokenEndpointAuthMethod = "none", RequiresPkce = false },
        new("x") { TokenEndpointAuthMethod = "private_key_jwt" },
        Fapi with { TakesLaxAudience = true },
        Fapi with { TokenEndpointAuthMethod = null },
        Fapi with { Federated = [new FederatedCredential(["https://issuer.example"])] },
        Fapi with { RequiresPkce = false },
        Fapi with { GrantTypes = [GrantTypes.Password] },
        Fapi with { AccessTokenSignedResponseAlg = "RS256" },
        new("x") { TakesLaxAudience = true, Origin = ClientOrigin.Open },
        new("x") { RequiresDpop = true, GrantTypes = [GrantTypes.Implicit], RedirectUris = ["https://app.example/"] },
        new("x") { GrantTypes = [GrantTypes.AuthorizationCode] },
    ];

    private static readonly string[] WrongKeys =
    [
        "", """{"keys":[]}""", """{"keys":[{"kty":"oct"}]}""", """{"keys":[{"kty":"EC","d":"AA"}]}""", """{"keys":[{"kty":"RSA","n":"AQAB"}]}""",
        """{"keys":[{},{},{},{},{},{},{},{},{},{},{}]}""",
    ];

    private static readonly RegistrationProblem[] Provoked =
    [
        .. WrongUris.Select(uri => RedirectUriRegistration.Check(uri)!), .. WrongClients.Select(client => ClientRules.Check(client)!),
        Fapi2.Violations(Fapi with { Keys = null }).Single(),
        .. WrongKeys.Select(keys => KeyRegistration.Read(keys).Problem!), KeyRegistration.CheckAddress("http://app.example/")!,
    ];

    [Fact]
    public void The_English_texts_are_the_messages_of_the_domain()
    {
        var english = Languages.In("en");

        Assert.Equal(WrongUris.Length + WrongClients.Length + WrongKeys.Length + 2, Provoked.Select(problem => problem.Key).Distinct().Count());
        Assert.All(Provoked, problem => Assert.Equal(problem.Template, english["registration." + problem.Key]));
    }

    [Fact]
    public void Every_other_language_translates_the_messages_of_the_domain()
    {
        foreach (var language in Languages.Names.Where(name => name != "en"))
            Assert.All(Provoked, problem => Assert.NotEqual(problem.Template, Languages.In(language).Problem(problem)));
    }

    [Fact]
    public void Every_change_has_a_name_and_every_grant_an_explanation()
    {
        var keys = Languages.In("en").Keys.ToHashSet();

        Assert.All(Changes.All, change => Assert.Contains("change." + change, keys));
        Assert.All(Changes.All.Except([Changes.Requested, Changes.Collected, Changes.Registered]), change => Assert.Contains("done." + change, keys));
        Assert.All(GrantTypes.Offered, grantType => Assert.Contains("grantHint." + grantType.Split(':')[^1], keys));
        Assert.All(GrantTypes.All, grantType => Assert.Contains("grant." + grantType.Split(':')[^1], keys));
    }
}
