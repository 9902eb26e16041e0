using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Functions.Tests.TrustedIssuers;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>
/// The modules of the plan Dynamic about the keys at a jwks_uri. Only https addresses can be registered there, so the tests store the
/// client with an address of this machine.
/// </summary>
public sealed class DynamicPlanKeyTests(ConformanceHost host) : IClassFixture<ConformanceHost>
{
    [Fact]
    public async Task A_key_that_replaces_another_at_the_jwks_uri_authenticates_a_refresh_a_minute_later()
    {
        await using var published = await ForeignProvider.StartAsync();
        using var old = AssertionSigner.New("RS256", "old");
        using var next = AssertionSigner.New("RS256", "next");
        var set = old.JwkSet;
        published.Jwks = http => http.Response.WriteAsync(set);
        var clientId = await host.NewClientAsync(client => client with
        {
            Secrets = [],
            Keys = ClientKeys.At(published.JwksUri),
            TokenEndpointAuthMethod = AuthenticationMethods.PrivateKeyJwt,
        });
        using var client = new RelyingParty(host, clientId: clientId);
        var code = client.CodeOf(await client.AllowAsync(("scope", "openid offline_access"), ("prompt", "consent")));
        var first = await TokensAsync(client.Redemption(code), clientId, old);

        set = next.JwkSet;
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var refresh = Requests.Encode(("grant_type", "refresh_token"), ("refresh_token", first.Text("refresh_token")), ("scope", "openid offline_access"));
        var second = await TokensAsync(refresh, clientId, next);

        var authTime = (await client.IdTokenOfAsync(second)).GetProperty("auth_time").GetInt64();
        Assert.Equal(host.Clock.GetUtcNow().ToUnixTimeSeconds() - 60, authTime);
    }

    private Task<JsonElement> TokensAsync(string body, string clientId, AssertionSigner signer)
    {
        var assertion = signer.Assertion(clientId, host.Issuer, host.Clock.GetUtcNow());
        return host.Client.TokensAsync($"{body}&{Requests.Encode(("client_assertion_type", ClientAssertion.Type), ("client_assertion", assertion))}");
    }
}
