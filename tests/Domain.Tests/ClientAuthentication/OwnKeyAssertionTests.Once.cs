using Tollgate.Domain.Clients;
using Tollgate.Domain.Events;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.ClientAuthentication;

/// <summary>All endpoints together accept an assertion once. Its audience is the issuer, unless an operator also allows the token endpoint.</summary>
public sealed partial class OwnKeyAssertionTests
{
    private const string Used = "the assertion was used before";

    [Fact]
    public async Task An_assertion_is_accepted_once_at_all_instances_and_endpoints()
    {
        var assertion = _scene.Assertion();
        await _scene.TokenAsync(assertion);
        var other = _scene.Instance();

        await _scene.AssertRefusedAsync(assertion, Used);
        await _scene.AssertRefusedAsync(assertion, Used, other.Token);
        foreach (var endpoint in EndpointsOf(other))
            Assert.Equal(Used, (await _scene.RefusalAsync(assertion, "token=x&scope=notes.read", endpoint)).Detail);
        await _scene.TokenAsync(_scene.Assertion());
    }

    [Fact]
    public async Task Each_endpoint_for_clients_takes_an_assertion_once()
    {
        _scene.Change(client => client with { GrantTypes = [.. client.GrantTypes, GrantTypes.DeviceCode] });
        foreach (var endpoint in EndpointsOf(_scene.Scene.Server))
        {
            var assertion = _scene.Assertion();
            Assert.IsNotType<FailureResult>(await _scene.AskAsync(assertion, "token=x&scope=notes.read", endpoint));
            await _scene.AssertRefusedAsync(assertion, Used, _scene.Instance().Token);
            await _scene.AssertRefusedAsync(_scene.Assertion(claims => claims["aud"] = "https://issuer.example/other"), Audience, endpoint);
        }
    }

    [Fact]
    public async Task The_same_jti_of_two_clients_is_two_assertions()
    {
        _scene.Scene.Change(Scene.Relay, client => client with { Keys = ClientKeys.In(_scene.Signer.JwkSet) });
        await _scene.TokenAsync(_scene.Assertion(claims => claims["jti"] = "one"));

        await _scene.TokenAsync(_scene.Signer.Assertion(Scene.Relay, KeyScene.Issuer, _scene.Now, claims => claims["jti"] = "one"));
    }

    [Fact]
    public async Task The_same_jti_as_grant_and_as_client_assertion_is_two_assertions()
    {
        await _scene.TokenAsync(_scene.Assertion(claims => claims["jti"] = "one"));

        await _scene.TokenAsync(
            _scene.Assertion(claims => claims["jti"] = "two"),
            $"grant_type={GrantTypes.JwtBearer}&assertion={await _scene.Scene.ForeignTokenAsync(claims => claims["jti"] = "one")}");
    }

    [Fact]
    public async Task A_refused_request_does_not_spend_the_assertion()
    {
        var assertion = _scene.Assertion();
        Assert.Equal("invalid_scope", (await _scene.RefusalAsync(assertion, KeyScene.Grant + "&scope=notes.admin")).Code);
        Assert.Equal("unauthorized_client", (await _scene.RefusalAsync(assertion, "grant_type=password")).Code);

        await _scene.TokenAsync(assertion);
    }

    [Fact]
    public async Task A_jti_is_remembered_a_minute_longer_than_its_assertion_lives()
    {
        await _scene.TokenAsync(_scene.Assertion(claims => claims["exp"] = _scene.Now.AddSeconds(30).ToUnixTimeSeconds()));

        var mark = Assert.Single(_scene.Scene.Stores.Grants.Values);
        Assert.Equal((GrantState.Spent, _scene.Now.AddSeconds(90)), (mark.State, mark.ExpiresAt));
    }

    [Fact]
    public async Task An_assertion_sent_many_times_at_once_is_accepted_once()
    {
        var assertion = _scene.Assertion();
        var instances = new[] { _scene.Scene.Server, _scene.Instance(), _scene.Instance() };

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(turn => Task.Run(
            async () => await _scene.AskAsync(assertion, endpoint: instances[turn % 3].Token), TestContext.Current.CancellationToken)));

        Assert.Single(answers.OfType<JsonResult>());
        Assert.Equal(49, answers.OfType<FailureResult>().Count(failure => failure.Error is { Code: "invalid_client", Detail: Used }));
    }

    [Theory]
    [InlineData("\"https://issuer.example/token\"")]
    [InlineData("[\"https://issuer.example/token\"]")]
    [InlineData("[\"https://issuer.example\",\"https://issuer.example/token\"]")]
    public async Task A_client_with_a_lax_audience_may_name_the_token_endpoint_and_each_use_is_logged(string audience)
    {
        _scene.Change(client => client with { TakesLaxAudience = true });
        var server = _scene.Instance();

        Assert.IsType<JsonResult>(await _scene.AskAsync(Signed("aud", audience), endpoint: server.Token));
        Assert.IsType<JsonResult>(await _scene.AskAsync(Signed("aud", audience), endpoint: server.Token));
        Assert.IsType<JsonResult>(await _scene.AskAsync(_scene.Assertion(), endpoint: server.Token));

        Assert.Equal(Enumerable.Repeat(new LaxAudienceUsed("default", Scene.Service), 2), _scene.Events.OfType<LaxAudienceUsed>());
    }

    [Theory]
    [InlineData("\"https://issuer.example/introspect\"")]
    [InlineData("[\"https://issuer.example/token\",\"https://other.example\"]")]
    [InlineData("[]")]
    [InlineData("[\"https://issuer.example\",\"https://issuer.example/token\",\"https://issuer.example\"]")]
    public async Task A_lax_audience_is_no_other_address(string audience)
    {
        _scene.Change(client => client with { TakesLaxAudience = true });

        await _scene.AssertRefusedAsync(Signed("aud", audience), "has another audience than the issuer and the token endpoint");
    }

    [Fact]
    public async Task A_client_that_registered_itself_has_no_lax_audience()
    {
        _scene.Change(client => client with { TakesLaxAudience = true, Origin = ClientOrigin.InitialToken });

        await _scene.AssertRefusedAsync(Signed("aud", "\"https://issuer.example/token\""), Audience);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FAPI_takes_the_issuer_as_a_string_and_two_algorithms_only(bool isOfWorkspace)
    {
        using var rsa = AssertionSigner.New("PS256", "ps");
        using var wrong = AssertionSigner.New("RS256", "rs");
        using var sender = new DpopSender();
        _scene.Sender = sender;
        _scene.Change(client => client with
        {
            TakesLaxAudience = true,
            Keys = ClientKeys.In(AssertionSigner.SetOf(_scene.Signer, rsa, wrong)),
            Profile = isOfWorkspace ? SecurityProfile.None : SecurityProfile.Fapi2,
        });
        if (isOfWorkspace)
            _scene.Scene.Test.Workspace = _scene.Scene.Test.Workspace with { Profile = SecurityProfile.Fapi2 };

        // The profile asks for a DPoP proof at the token endpoint. The revocation endpoint needs none.
        foreach (var right in new[] { _scene.Assertion(), rsa.Assertion(Scene.Service, KeyScene.Issuer, _scene.Now) })
            Assert.IsType<EmptyResult>(await _scene.AskAsync(right, "token=unknown", _scene.Scene.Server.Revocation));
        await _scene.AssertRefusedAsync(wrong.Assertion(Scene.Service, KeyScene.Issuer, _scene.Now), "has an alg that is none of ES256, PS256");
        await _scene.AssertRefusedAsync(Signed("aud", "[\"https://issuer.example\"]"), "has an aud that is no string");
        await _scene.AssertRefusedAsync(Signed("aud", "\"https://issuer.example/token\""), Audience);
    }

    private static IEndpoint[] EndpointsOf(AuthorizationServer server) => [server.Introspection, server.Revocation, server.DeviceAuthorization];
}
