using System.Text.Json.Nodes;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.Registration;

/// <summary>Programs that register their keys (RFC 7591 §2: jwks, jwks_uri, token_endpoint_auth_signing_alg).</summary>
public sealed class KeyRegistrationTests : IDisposable
{
    private readonly Registrar _registrar = new();
    private readonly AssertionSigner _signer = AssertionSigner.New();

    public void Dispose() => _signer.Dispose();

    [Fact]
    public async Task A_client_with_keys_gets_no_secret_and_its_keys_come_back()
    {
        var client = await KeysAsync(("token_endpoint_auth_signing_alg", "ES256"));
        var read = await _registrar.ReadAsync(client);

        foreach (var answer in new[] { client, read })
        {
            Assert.False(answer.Has("client_secret") || answer.Has("client_secret_expires_at") || answer.Has("jwks_uri"));
            Assert.Equal(("private_key_jwt", "ES256"), (answer.Text("token_endpoint_auth_method"), answer.Text("token_endpoint_auth_signing_alg")));
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(_signer.JwkSet), JsonNode.Parse(answer.GetProperty("jwks").GetRawText())));
        }

        var stored = (await _registrar.FindAsync(client))!;
        Assert.Empty(stored.Secrets);
        Assert.Equal("ES256", stored.TokenEndpointAuthSigningAlg);
        Assert.Contains("keys " + _signer.PublicKeys[0].JsonWebKey.Thumbprint(), (await _registrar.HistoryAsync(client))[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_may_register_the_address_of_its_keys()
    {
        var client = await _registrar.RegisteredAsync(
            ("token_endpoint_auth_method", "private_key_jwt"), ("jwks_uri", "https://app.example/jwks.json"));

        Assert.Equal("https://app.example/jwks.json", client.Text("jwks_uri"));
        Assert.False(client.Has("jwks") || client.Has("client_secret") || client.Has("token_endpoint_auth_signing_alg"));
        Assert.Equal(ClientKeys.At("https://app.example/jwks.json"), (await _registrar.FindAsync(client))!.Keys);
    }

    [Fact]
    public async Task A_client_changes_its_keys_and_from_a_secret_to_keys_and_back()
    {
        using var next = AssertionSigner.New("PS256", "next");
        var client = await _registrar.RegisteredAsync();
        Assert.Single((await _registrar.FindAsync(client))!.Secrets);

        var keys = Registrar.Read(await _registrar.ReplaceAsync(
            client, ("token_endpoint_auth_method", "private_key_jwt"), ("jwks", JsonNode.Parse(_signer.JwkSet))));
        Assert.False(keys.Has("client_secret"));
        Assert.Empty((await _registrar.FindAsync(client))!.Secrets);

        Registrar.Read(await _registrar.ReplaceAsync(
            client, ("token_endpoint_auth_method", "private_key_jwt"), ("jwks", JsonNode.Parse(next.JwkSet))));
        Assert.Contains("\"next\"", (await _registrar.FindAsync(client))!.Keys!.JwkSet, StringComparison.Ordinal);

        var back = Registrar.Read(await _registrar.ReplaceAsync(client));
        Assert.True(back.Has("client_secret"));
        Assert.False(back.Has("jwks"));
        Assert.Equal((null, 1), ((await _registrar.FindAsync(client))!.Keys, (await _registrar.FindAsync(client))!.Secrets.Count));
    }

    [Fact]
    public async Task The_same_keys_again_are_no_change()
    {
        var client = await KeysAsync();

        await _registrar.ReplaceAsync(client, ("token_endpoint_auth_method", "private_key_jwt"), ("jwks", JsonNode.Parse(_signer.JwkSet)));

        Assert.Single(await _registrar.HistoryAsync(client));
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "\"token_endpoint_auth_method\":\"private_key_jwt\"", "has a jwks or a jwks_uri" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":KEYS,\"jwks_uri\":\"https://app.example/k\"", "exclude each other" },
        { "\"jwks\":KEYS,\"jwks_uri\":\"https://app.example/k\"", "exclude each other" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":[]", "not a JWK Set" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":\"text\"", "not a JWK Set" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{}", "not a JWK Set" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":7}", "not a JWK Set" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[7]}", "not a JWK Set" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[]}", "no key that can verify" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}]}", "no key that can" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}", "symmetric key" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[{\"kty\":\"oct\"}]}", "symmetric key" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[PRIVATE]}", "private key" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[PRIVATERSA]}", "private key" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[SHORT]}", "fewer than 2048 bits" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[ZEROS]}", "fewer than 2048 bits" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[KEY,KEY,KEY,KEY,KEY,KEY,KEY,KEY,KEY,KEY,KEY]}", "at most 10 keys" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks_uri\":\"http://app.example/k\"", "is an https address" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks_uri\":\"https://user@app.example/k\"", "is an https address" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks_uri\":\"https://app.example/k#f\"", "is an https address" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks_uri\":\"file:///etc/passwd\"", "is an https address" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks_uri\":7", "jwks_uri is not of the JSON type" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":KEYS,\"token_endpoint_auth_signing_alg\":\"HS256\"", "signing_alg is none of ES256" },
        { "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":KEYS,\"token_endpoint_auth_signing_alg\":\"none\"", "signing_alg is none of ES256" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Keys_that_break_the_rules_are_refused_with_the_reason(string members, string reason)
    {
        using var rsa = AssertionSigner.New("RS256");
        using var small = AssertionSigner.New("RS256", rsaSize: 1024);
        var zeros = small.Jwk();
        zeros["n"] = new string('A', 180) + zeros["n"];
        foreach (var (name, json) in new[]
            {
                ("PRIVATERSA", rsa.PrivateJwk().ToJsonString()), ("PRIVATE", _signer.PrivateJwk().ToJsonString()), ("SHORT", small.Jwk().ToJsonString()),
                ("ZEROS", zeros.ToJsonString()), ("KEYS", _signer.JwkSet), ("KEY", _signer.Jwk().ToJsonString()),
            })
            members = members.Replace(name, json, StringComparison.Ordinal);

        var error = Registrar.Refused(
            await _registrar.SendAsync(RequestKind.Submission, _registrar.NewToken(), $$"""{"redirect_uris":["{{Registrar.Callback}}"],{{members}}}"""),
            "invalid_client_metadata");

        Assert.Contains(reason, error.Description, StringComparison.Ordinal);
        Assert.Equal(0, await _registrar.CountAsync());
    }

    [Fact]
    public async Task Keys_of_16_KiB_fit_and_larger_ones_do_not()
    {
        var room = KeyRegistration.MaximumLength - _signer.JwkSet.Length - ",\"x\":\"\"".Length;
        foreach (var (more, isTaken) in new[] { (room, true), (room + 1, false) })
        {
            var set = JsonNode.Parse(_signer.JwkSet)!.AsObject();
            set["x"] = new string('x', more);
            var result = await _registrar.RegisterAsync(Registrar.Metadata(("token_endpoint_auth_method", "private_key_jwt"), ("jwks", set)));
            if (isTaken)
                Registrar.Created(result);
            else
                Assert.Contains("at most 16384 characters", Registrar.Refused(result, "invalid_client_metadata").Description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_an_initial_token_the_server_fetches_keys_only_at_hosts_that_it_allows()
    {
        _registrar.Workspace = _registrar.Workspace with { Registration = Domain.Workspaces.RegistrationPolicy.AllowedHosts };

        var refused = Registrar.Refused(await OpenlyAsync("https://victim.example/keys"), "invalid_client_metadata");
        Assert.Contains("the jwks_uri lies at a host that this server allows", refused.Description, StringComparison.Ordinal);
        Registrar.Created(await OpenlyAsync("https://x.apps.example/keys"));
    }

    private ValueTask<EndpointResult> OpenlyAsync(string uri) => _registrar.RegisterOpenlyAsync(
        Registrar.Metadata(("token_endpoint_auth_method", "private_key_jwt"), ("jwks_uri", uri)));

    private Task<System.Text.Json.JsonElement> KeysAsync(params (string Name, JsonNode? Value)[] more) => _registrar.RegisteredAsync(
        [("token_endpoint_auth_method", "private_key_jwt"), ("jwks", JsonNode.Parse(_signer.JwkSet)), .. more]);
}
