using System.Text.Json.Nodes;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.ClientAuthentication;

public sealed partial class OwnKeyAssertionTests : IDisposable
{
    private readonly KeyScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    public async Task An_assertion_of_each_algorithm_proves_the_client(string algorithm)
    {
        using var scene = new KeyScene(algorithm);

        var claims = Scene.ClaimsOf(await scene.TokenAsync(scene.Assertion()));

        Assert.Equal(Scene.Service, claims.Text("client_id"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("JWT")]
    [InlineData("jwt")]
    [InlineData("client-authentication+jwt")]
    [InlineData("application/client-authentication+jwt")]
    public async Task The_typ_may_be_absent_or_one_of_two(string? type) => await _scene.TokenAsync(_scene.Assertion(header: header =>
    {
        if (type is not null)
            header["typ"] = type;
    }));

    [Fact]
    public async Task The_client_id_may_be_there_or_not()
    {
        await _scene.TokenAsync(_scene.Assertion());
        await _scene.TokenAsync(_scene.Assertion(), $"{KeyScene.Grant}&client_id={Scene.Service}");
    }

    [Fact]
    public async Task The_client_id_of_another_client_is_refused()
    {
        var error = await _scene.RefusalAsync(_scene.Assertion(), $"{KeyScene.Grant}&client_id={Scene.Relay}");

        Assert.Equal("invalid_client", error.Code);
        Assert.Contains("client relay may not use private_key_jwt", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audience_may_be_a_list_of_the_issuer_alone() =>
        await _scene.TokenAsync(_scene.Assertion(claims => claims["aud"] = new JsonArray(KeyScene.Issuer)));

    [Fact]
    public async Task Times_may_be_a_minute_ahead_and_the_end_eleven_minutes()
    {
        var now = _scene.Now.ToUnixTimeSeconds();
        await _scene.TokenAsync(_scene.Assertion(claims => (claims["iat"], claims["nbf"], claims["exp"]) = (now + 60, now + 60, now + 660)));
        await _scene.TokenAsync(_scene.Assertion(claims => claims.Remove("iat")));
    }

    [Fact]
    public async Task Without_a_kid_each_key_of_the_client_is_tried()
    {
        using var other = AssertionSigner.New(keyId: null);
        _scene.Change(client => client with { Keys = ClientKeys.In(AssertionSigner.SetOf(_scene.Signer, other)) });

        await _scene.TokenAsync(other.Assertion(Scene.Service, KeyScene.Issuer, _scene.Now));
        await _scene.TokenAsync(_scene.Assertion(header: header => header.Remove("kid")));
    }

    [Fact]
    public async Task The_keys_change_with_the_registration()
    {
        using var next = AssertionSigner.New(keyId: "next");
        await _scene.TokenAsync(_scene.Assertion());
        _scene.Change(client => client with { Keys = ClientKeys.In(next.JwkSet) });

        await _scene.TokenAsync(next.Assertion(Scene.Service, KeyScene.Issuer, _scene.Now));
        await _scene.AssertRefusedAsync(_scene.Assertion(), "no key of client demo-service fits the signature");
    }

    [Fact]
    public async Task Keys_at_an_address_prove_the_client_too()
    {
        _scene.Change(client => client with { Keys = ClientKeys.At("https://client.example/keys") });
        _scene.Scene.Stores.ForeignKeys.AddRange(_scene.Signer.PublicKeys);

        await _scene.TokenAsync(_scene.Assertion());

        Assert.Equal(("client demo-service", "https://client.example/keys", 64 * 1024), _scene.Scene.Stores.LastSource switch
        {
            { } source => (source.Owner, source.JwksUri, source.MaximumSize),
            null => default,
        });
    }

    [Fact]
    public async Task Keys_that_cannot_be_read_are_a_passing_error_that_the_log_explains()
    {
        _scene.Change(client => client with { Keys = ClientKeys.At("https://client.example/keys") });
        _scene.Scene.Stores.ForeignKeysFail = new TimeoutException("The keys cannot be had.", new HttpRequestException("no such host"));

        var error = await _scene.RefusalAsync(_scene.Assertion());

        Assert.Equal("temporarily_unavailable", error.Code);
        Assert.Equal("client demo-service: no such host", error.Detail);
        Assert.Empty(_scene.Scene.Stores.Grants);
    }

    [Fact]
    public async Task Of_many_keys_only_ten_are_tried()
    {
        using var others = new Signers(10, "same");
        using var last = AssertionSigner.New(keyId: "same");
        _scene.Change(client => client with { Keys = ClientKeys.In(AssertionSigner.SetOf([.. others.All, last])) });

        await _scene.TokenAsync(others.All[9].Assertion(Scene.Service, KeyScene.Issuer, _scene.Now));
        await _scene.AssertRefusedAsync(last.Assertion(Scene.Service, KeyScene.Issuer, _scene.Now), "no key of client demo-service fits");
    }

    [Fact]
    public async Task A_client_with_one_algorithm_signs_with_no_other()
    {
        _scene.Change(client => client with { TokenEndpointAuthSigningAlg = "PS256" });

        await _scene.AssertRefusedAsync(_scene.Assertion(), "has an alg that is none of PS256");
    }

    [Fact]
    public async Task A_client_with_keys_and_a_secret_may_use_both_and_no_token_of_its_own_instead()
    {
        _scene.Change(client => client with
        {
            TokenEndpointAuthMethod = null,
            Secrets = [ClientSecret.Of(TestServer.Secret, _scene.Now)],
        });
        var token = await _scene.TokenAsync(_scene.Assertion());
        await _scene.Scene.TokensAsync(Scene.Service, KeyScene.Grant);

        var answer = await _scene.Scene.Server.Token.HandleAsync(
            _scene.Scene.Test.Request(Scene.ExchangeOf(token), "Bearer " + token), TestContext.Current.CancellationToken);

        Assert.Equal("client demo-service may not use access_token", Assert.IsType<FailureResult>(answer).Error.Detail);
    }

    [Fact]
    public async Task A_client_with_a_secret_alone_cannot_use_assertions()
    {
        _scene.Change(client => client with { Keys = null, TokenEndpointAuthMethod = null });
        await _scene.AssertRefusedAsync(_scene.Assertion(), "client demo-service may not use private_key_jwt");

        _scene.Change(client => client with { Keys = ClientKeys.In(_scene.Signer.JwkSet), TokenEndpointAuthMethod = "client_secret_basic" });
        await _scene.AssertRefusedAsync(_scene.Assertion(), "client demo-service may not use private_key_jwt");
    }

    [Fact]
    public async Task A_client_without_keys_that_only_signs_elsewhere_has_no_keys()
    {
        _scene.Change(client => client with { Keys = null, Federated = [new FederatedCredential(["https://idp.example"])] });

        await _scene.AssertRefusedAsync(_scene.Assertion(), "client demo-service has no keys");
    }

    [Fact]
    public async Task Grants_that_need_a_confidential_client_take_a_client_with_keys()
    {
        var subject = await _scene.Scene.UserTokenAsync("notes.read");

        Assert.Equal(Scene.Subject, Scene.ClaimsOf(await _scene.TokenAsync(_scene.Assertion(), Scene.ExchangeOf(subject))).Text("sub"));
        Assert.Equal("https://idp.example|bob", Scene.ClaimsOf(await _scene.TokenAsync(
            _scene.Assertion(), $"grant_type={Domain.Protocol.GrantTypes.JwtBearer}&assertion={await _scene.Scene.ForeignTokenAsync()}")).Text("sub"));
    }

    [Fact]
    public async Task A_disabled_client_is_refused()
    {
        _scene.Change(client => client with { IsDisabled = true });

        await _scene.AssertRefusedAsync(_scene.Assertion(), "client demo-service is disabled");
    }

    private sealed class Signers(int count, string keyId) : IDisposable
    {
        public AssertionSigner[] All { get; } = [.. Enumerable.Range(0, count).Select(_ => AssertionSigner.New(keyId: keyId))];

        public void Dispose()
        {
            foreach (var signer in All)
                signer.Dispose();
        }
    }
}
