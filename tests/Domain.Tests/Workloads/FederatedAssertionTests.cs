using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workloads;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.Workloads;

/// <summary>Tokens of other issuers as client assertions.</summary>
public sealed class FederatedAssertionTests : IDisposable
{
    private readonly WorkloadScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_token_of_the_issuer_proves_the_client_and_gives_a_token_that_speaks_for_it()
    {
        var answer = WorkloadScene.Answer(await _scene.AuthenticateAsync(_scene.Token()));
        var token = JwtReader.Read(answer.GetProperty("access_token").GetString()!)!;
        Assert.Equal((WorkloadScene.ClientId, WorkloadScene.ClientId), (token.Text("sub"), token.Text("client_id")));
        Assert.Equal("notes.read", answer.GetProperty("scope").GetString());
        Assert.False(answer.TryGetProperty("refresh_token", out _));
    }

    [Fact]
    public async Task The_same_token_works_again_until_it_expires_and_nothing_is_written()
    {
        var token = _scene.Token(claims => claims["jti"] = "one");
        for (var i = 0; i < 3; i++)
            WorkloadScene.Answer(await _scene.AuthenticateAsync(token));
        Assert.Empty(_scene.Server.Stores.Grants);
        _scene.Server.Time.Advance(TimeSpan.FromHours(1));
        Assert.Contains("has expired", WorkloadScene.Refusal(await _scene.AuthenticateAsync(token)).Detail, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> WrongClaims => new()
    {
        { "iss", "absent", "no credentials that fit the issuer" },
        { "iss", "\"https://other.example\"", "no credentials that fit the issuer" },
        { "iss", "\"https://workloads.example/\"", "no credentials that fit the issuer" },
        { "iss", "[\"https://workloads.example\"]", "no credentials that fit the issuer" },
        { "sub", "absent", "has no text as sub" },
        { "sub", "[\"system:serviceaccount:shop:billing\"]", "has no text as sub" },
        { "sub", "7", "has no text as sub" },
        { "sub", "\"system:serviceaccount:shop:other\"", "and not system:serviceaccount:shop:billing" },
        { "sub", "\"system:serviceaccount:shop:billing2\"", "and not system:serviceaccount:shop:billing" },
        { "sub", "\"SYSTEM:serviceaccount:shop:billing\"", "and not system:serviceaccount:shop:billing" },
        { "aud", "absent", "has no aud" },
        { "aud", "\"https://other.example\"", "has the aud https://other.example" },
        { "aud", "\"https://issuer.example/\"", "has the aud https://issuer.example/" },
        { "aud", "\"https://issuer.example/token\"", "has the aud https://issuer.example/token" },
        { "aud", "[\"https://issuer.example\",\"https://other.example\"]", "has no aud with exactly one text" },
        { "aud", "[]", "has no aud with exactly one text" },
        { "aud", "[7]", "has no aud with exactly one text" },
        { "aud", "{\"a\":\"https://issuer.example\"}", "has no aud with exactly one text" },
        { "exp", "absent", "has no exp" },
        { "exp", "\"9999999999\"", "has no exp" },
        { "exp", "1", "has expired" },
        { "nbf", "+61", "has an nbf in the future" },
        { "nbf", "\"soon\"", "has an nbf in the future, or one that is no time" },
        { "iat", "+61", "has an iat in the future" },
        { "iat", "true", "has an iat in the future, or one that is no time" },
    };

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task A_wrong_claim_is_refused_and_the_log_says_which(string claim, string value, string reason)
    {
        var token = _scene.Token(claims =>
        {
            claims.Remove(claim);
            if (value[0] == '+')
                claims[claim] = _scene.Server.Time.GetUtcNow().ToUnixTimeSeconds() + int.Parse(value, null);
            else if (value != "absent")
                claims[claim] = JsonNode.Parse(value);
        });
        await RefusedAsync(token, reason);
    }

    [Theory]
    [InlineData("nbf")]
    [InlineData("iat")]
    public async Task A_clock_may_be_a_minute_ahead(string claim) => WorkloadScene.Answer(await _scene.AuthenticateAsync(
        _scene.Token(claims => claims[claim] = _scene.Server.Time.GetUtcNow().ToUnixTimeSeconds() + 60)));

    [Theory]
    [InlineData("JWT")]
    [InlineData("at+jwt")]
    [InlineData("application/at+jwt")]
    public async Task A_typ_of_a_workload_token_is_taken(string type) => WorkloadScene.Answer(await _scene.AuthenticateAsync(
        _scene.Token(header: header => header["typ"] = type)));

    [Theory]
    [InlineData("dpop+jwt")]
    [InlineData("logout+jwt")]
    [InlineData("client-authentication+jwt")]
    public async Task A_token_of_another_kind_is_refused(string type) =>
        await RefusedAsync(_scene.Token(header: header => header["typ"] = type), "has a typ of something else");

    [Fact]
    public async Task A_token_of_this_server_is_refused()
    {
        _scene.Register(WorkloadScene.Credential with { Issuers = [_scene.Server.Workspace.Issuer] });
        await RefusedAsync(_scene.Token(claims => claims["iss"] = _scene.Server.Workspace.Issuer), "is a token of this server");
    }

    [Fact]
    public async Task A_token_that_is_bound_to_a_key_is_refused() =>
        await RefusedAsync(_scene.Token(claims => claims["cnf"] = new JsonObject { ["jkt"] = "x" }), "is bound to a key");

    [Fact]
    public async Task A_key_of_another_party_is_refused_even_if_the_header_carries_it()
    {
        using var other = AssertionSigner.New("RS256");
        await RefusedAsync(_scene.Token(signer: other), "fits no key of the issuer");
        await RefusedAsync(_scene.Token(header: header => header["jwk"] = other.Jwk(), signer: other), "fits no key of the issuer");
    }

    [Fact]
    public async Task No_signature_and_a_symmetric_one_are_refused()
    {
        var parts = _scene.Token().Split('.');
        var none = Base64("""{"alg":"none"}""");
        await RefusedAsync($"{none}.{parts[1]}.", "fits no key of the issuer");
        await RefusedAsync(_scene.Token(header: header => header["alg"] = "HS256"), "fits no key of the issuer");
        await RefusedAsync(_scene.Token(header: header => header["alg"] = "PS256"), "fits no key of the issuer");
    }

    [Fact]
    public async Task A_client_that_keeps_FAPI_signs_its_assertions_itself()
    {
        _scene.Server.Clients[1] = _scene.Server.Clients[1] with { Profile = SecurityProfile.Fapi2 };
        await RefusedAsync(_scene.Token(), "keeps FAPI 2.0");
    }

    [Fact]
    public async Task A_repeated_claim_a_critical_extension_and_a_token_of_more_than_16_KiB_are_no_JWT()
    {
        var payload = Encoding.UTF8.GetString(Decoded(_scene.Token().Split('.')[1]));
        await RefusedAsync(_scene.Signer.Sign("""{"alg":"RS256","kid":"key-1"}""", payload[..^1] + ""","sub":"x"}"""), null);
        await RefusedAsync(_scene.Token(header: header => header["crit"] = new JsonArray("b64")), null);
        await RefusedAsync(_scene.Token(claims => claims["pad"] = new string('x', 16 * 1024)), null);
    }

    [Fact]
    public async Task The_request_must_name_the_client()
    {
        var clientIdAsSubject = WorkloadScene.Credential with { Claims = [new("sub", [WorkloadScene.ClientId])] };
        _scene.Register(clientIdAsSubject);
        var token = _scene.Token(claims => claims["sub"] = WorkloadScene.ClientId);
        WorkloadScene.Answer(await _scene.AuthenticateAsync(token));
        Assert.Contains("has no client_id", WorkloadScene.Refusal(await _scene.AuthenticateAsync(token, clientId: "")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_is_not_proved_by_the_token_of_another()
    {
        _scene.Server.Clients.Add(_scene.Server.Clients[1] with
        {
            ClientId = "other",
            Federated = [KnownWorkloads.OfKubernetes(WorkloadScene.Issuer, "shop", "other", [], null)],
        });
        Assert.Equal(ErrorCodes.InvalidClient, WorkloadScene.Refusal(await _scene.AuthenticateAsync(_scene.Token(), "other")).Code);
        Assert.Equal(ErrorCodes.InvalidClient, WorkloadScene.Refusal(await _scene.AuthenticateAsync(_scene.Token(), TestServer.ClientId)).Code);
        Assert.Equal(ErrorCodes.InvalidClient, WorkloadScene.Refusal(await _scene.AuthenticateAsync(_scene.Token(), "nobody")).Code);
    }

    [Fact]
    public async Task A_disabled_client_is_refused()
    {
        _scene.Server.Clients[1] = _scene.Server.Clients[1] with { IsDisabled = true };
        await RefusedAsync(_scene.Token(), "is disabled");
    }

    [Fact]
    public async Task The_keys_of_the_credential_take_the_place_of_the_issuers()
    {
        using var cluster = AssertionSigner.New("ES256");
        _scene.Register(WorkloadScene.Credential with { JwkSet = cluster.JwkSet });
        WorkloadScene.Answer(await _scene.AuthenticateAsync(_scene.Token(signer: cluster)));
        await RefusedAsync(_scene.Token(), "fits no key of the issuer");
        await RefusedAsync(_scene.Token(header: header => header["kid"] = "another", signer: cluster), "fits no key of the issuer");
    }

    [Fact]
    public async Task Any_of_several_credentials_at_an_issuer_may_fit()
    {
        _scene.Register(KnownWorkloads.OfKubernetes(WorkloadScene.Issuer, "shop", "first", [], null), WorkloadScene.Credential);
        WorkloadScene.Answer(await _scene.AuthenticateAsync(_scene.Token()));
    }

    [Fact]
    public async Task A_star_stands_for_more_characters_after_the_segment()
    {
        _scene.Register(WorkloadScene.Credential with { Claims = [new("sub", ["repo:org/name:*"])] });
        WorkloadScene.Answer(await _scene.AuthenticateAsync(_scene.Token(claims => claims["sub"] = "repo:org/name:environment:test")));
        await RefusedAsync(_scene.Token(claims => claims["sub"] = "repo:org/name:"), "and not repo:org/name:*");
        await RefusedAsync(_scene.Token(claims => claims["sub"] = "repo:org/name2:ref"), "and not repo:org/name:*");
    }

    [Fact]
    public async Task A_claim_that_may_be_absent_must_fit_when_it_is_there()
    {
        _scene.Register(WorkloadScene.Credential with { Claims = [.. WorkloadScene.Credential.Claims, new("idtyp", ["app"], IsRequired: false)] });
        WorkloadScene.Answer(await _scene.AuthenticateAsync(_scene.Token()));
        WorkloadScene.Answer(await _scene.AuthenticateAsync(_scene.Token(claims => claims["idtyp"] = "app")));
        await RefusedAsync(_scene.Token(claims => claims["idtyp"] = "user"), "has the idtyp user and not app");
        await RefusedAsync(_scene.Token(claims => claims["idtyp"] = 7), "has no text as idtyp");
    }

    private async Task RefusedAsync(string token, string? reason)
    {
        var error = WorkloadScene.Refusal(await _scene.AuthenticateAsync(token));
        Assert.Equal(ErrorCodes.InvalidClient, error.Code);
        if (reason is not null)
            Assert.Contains(reason, error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("workloads.example", error.Description, StringComparison.Ordinal);
        Assert.Empty(_scene.Server.Stores.Grants);
    }

    private static string Base64(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static byte[] Decoded(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
