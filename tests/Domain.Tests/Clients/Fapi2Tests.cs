using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tests.PushedRequests;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.Clients;

/// <summary>The FAPI 2.0 Security Profile of a client, and of a workspace for all its clients. The client <c>web</c> authenticates with a key.</summary>
public sealed class Fapi2Tests : IDisposable
{
    private readonly PushScene _scene = new();
    private readonly AssertionSigner _signer = AssertionSigner.New();

    public Fapi2Tests() => Change(client => client with
    {
        Keys = ClientKeys.In(_signer.JwkSet),
        Secrets = [],
        TokenEndpointAuthMethod = AuthenticationMethods.PrivateKeyJwt,
        IdTokenSignedResponseAlg = "ES256",
        Profile = SecurityProfile.Fapi2,
    });

    public void Dispose() => _signer.Dispose();

    [Fact]
    public void A_client_that_keeps_the_profile_has_no_violation() => Assert.Empty(Violations());

    [Theory]
    [InlineData("fapi2_method", "private_key_jwt")]
    [InlineData("fapi2_keys", "no key that signs with ES256 / PS256")]
    [InlineData("fapi2_federated", "signs its assertions itself")]
    [InlineData("lax_fapi2", "the issuer alone")]
    [InlineData("fapi2_pkce", "must use PKCE")]
    [InlineData("fapi2_grant", "password")]
    [InlineData("fapi2_algorithm", "RS256")]
    public void Each_violation_is_named(string key, string word)
    {
        Change(client => key switch
        {
            "fapi2_method" => client with { TokenEndpointAuthMethod = null },
            "fapi2_keys" => client with { Keys = null },
            "fapi2_federated" => client with { Federated = [new FederatedCredential(["https://issuer.example"])] },
            "lax_fapi2" => client with { TakesLaxAudience = true },
            "fapi2_pkce" => client with { RequiresPkce = false },
            "fapi2_grant" => client with { GrantTypes = [.. client.GrantTypes, GrantTypes.Password] },
            _ => client with { IdTokenSignedResponseAlg = "RS256" },
        });

        var violation = Assert.Single(Violations());

        Assert.Equal(key, violation.Key);
        Assert.Contains(word, violation.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_curve_is_no_key_of_the_profile()
    {
        using var signer = AssertionSigner.New("ES384");
        Change(client => client with { Keys = ClientKeys.In(signer.JwkSet) });

        Assert.Equal("fapi2_keys", Assert.Single(Violations()).Key);
    }

    [Fact]
    public void A_client_without_the_profile_has_no_violation()
    {
        Change(client => client with { Profile = SecurityProfile.None, Keys = null, TokenEndpointAuthMethod = null });
        Assert.Empty(Violations());

        KeepInWorkspace();
        Assert.Equal(["fapi2_method", "fapi2_keys"], Violations().Select(violation => violation.Key));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_secret_does_not_prove_the_client(bool isOfWorkspace)
    {
        Change(client => client with
        {
            Secrets = [ClientSecret.Of("web-secret", _scene.Server.Time.GetUtcNow())],
            TokenEndpointAuthMethod = null,
            Profile = isOfWorkspace ? SecurityProfile.None : SecurityProfile.Fapi2,
        });
        if (isOfWorkspace)
            KeepInWorkspace();

        var error = FlowServer.ErrorOf(await _scene.SendAsync());

        Assert.Equal("invalid_client", error.Code);
        Assert.Contains("may not use client_secret_basic", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_not_pushed_is_refused()
    {
        Assert.Equal("invalid_request", (await _scene.Server.AnswerAsync())["error"]);

        Change(client => client with { Profile = SecurityProfile.None });
        KeepInWorkspace();
        Assert.Equal("invalid_request", (await _scene.Server.AnswerAsync())["error"]);
    }

    [Fact]
    public async Task A_request_without_PKCE_is_refused_even_if_the_registration_allows_it()
    {
        Change(client => client with { RequiresPkce = false });

        var error = FlowServer.ErrorOf(await PushAsync(("code_challenge", null), ("code_challenge_method", null)));

        Assert.Equal(("invalid_request", "The client has to send a code_challenge."), (error.Code, error.Description));
    }

    [Fact]
    public async Task A_pushed_request_without_a_redirect_uri_is_refused()
    {
        var error = FlowServer.ErrorOf(await PushAsync(("redirect_uri", null)));

        Assert.Equal(("invalid_request", "The redirect_uri is missing."), (error.Code, error.Description));
    }

    [Theory]
    [InlineData(10, 60)]
    [InlineData(0.5, 30)]
    public async Task A_code_lives_for_a_minute_at_most(double minutes, int seconds)
    {
        _scene.Server.Workspace = _scene.Server.Workspace with { CodeLifetime = TimeSpan.FromMinutes(minutes) };
        _scene.Use(PushScene.Browser);
        _scene.SignIn();

        ClientAnswer.Of(await _scene.OpenAsync(FlowServer.Text(FlowServer.Json(await PushAsync()), "request_uri")));

        var grant = Assert.Single(_scene.Server.Stores.Grants.Values, grant => grant.ClientId == "web");
        Assert.Equal(TimeSpan.FromSeconds(seconds), grant.CodeExpiresAt - _scene.Server.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_legacy_grant_is_refused_even_if_the_registration_allows_it()
    {
        Change(client => client with { GrantTypes = GrantTypes.All });

        var error = FlowServer.ErrorOf(await AskAsync(("grant_type", "password"), ("username", "alice"), ("password", FlowServer.Password)));

        Assert.Equal("unauthorized_client", error.Code);
    }

    [Fact]
    public async Task An_assertion_with_RS256_does_not_prove_the_client()
    {
        using var signer = AssertionSigner.New("RS256");
        Change(client => client with { Keys = ClientKeys.In(signer.JwkSet) });

        var error = FlowServer.ErrorOf(await AskAsync(signer, ("grant_type", "refresh_token"), ("refresh_token", "a.b")));

        Assert.Equal("invalid_client", error.Code);
        Assert.Contains("alg", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_with_RS256_for_its_ID_tokens_gets_no_tokens()
    {
        Change(client => client with { IdTokenSignedResponseAlg = "RS256" });

        var error = FlowServer.ErrorOf(await AskAsync(("grant_type", "refresh_token"), ("refresh_token", "a.b")));

        Assert.Equal("unauthorized_client", error.Code);
    }

    [Fact]
    public async Task The_metadata_of_a_workspace_with_the_profile_lists_only_what_the_profile_allows()
    {
        KeepInWorkspace();

        var result = await _scene.Server.Server.Metadata.HandleAsync(_scene.Server.Request(""), TestContext.Current.CancellationToken);
        var metadata = System.Text.Json.JsonElement.Parse(Assert.IsType<DocumentResult>(result).Body.Span);

        Assert.Equal(["private_key_jwt"], Texts(metadata, "token_endpoint_auth_methods_supported"));
        Assert.Equal(["private_key_jwt"], Texts(metadata, "revocation_endpoint_auth_methods_supported"));
        Assert.Equal(["ES256", "PS256"], Texts(metadata, "id_token_signing_alg_values_supported").Order());
        Assert.True(metadata.GetProperty("require_pushed_authorization_requests").GetBoolean());
    }

    private static IEnumerable<string?> Texts(System.Text.Json.JsonElement metadata, string member) =>
        metadata.GetProperty(member).EnumerateArray().Select(item => item.GetString());

    private Client Client => _scene.Server.Clients.Find(client => client.ClientId == "web")!;

    private List<RegistrationProblem> Violations() =>
        Permitted.MustKeepFapi2(_scene.Server.Workspace, Client) ? [.. Fapi2.Violations(Client, _scene.Server.Workspace)] : [];

    private void KeepInWorkspace() => _scene.Server.Workspace = _scene.Server.Workspace with { Profile = SecurityProfile.Fapi2 };

    private void Change(Func<Client, Client> change) => _scene.Server.Change("web", change);

    private ValueTask<EndpointResult> PushAsync(params IEnumerable<(string Name, string? Value)> changes) =>
        _scene.SendRawAsync(FlowServer.Query(changes) + "&" + Assertion(_signer));

    private ValueTask<EndpointResult> AskAsync(params IEnumerable<(string Name, string? Value)> parameters) => AskAsync(_signer, parameters);

    private ValueTask<EndpointResult> AskAsync(AssertionSigner signer, params IEnumerable<(string Name, string? Value)> parameters) =>
        _scene.Server.Server.Token.HandleAsync(
            _scene.Server.Request(FlowServer.Encode(parameters) + "&" + Assertion(signer)), TestContext.Current.CancellationToken);

    private string Assertion(AssertionSigner signer) => FlowServer.Encode(
        ("client_assertion_type", Domain.ClientAuthentication.ClientAssertion.Type),
        ("client_assertion", signer.Assertion("web", _scene.Server.Workspace.Issuer, _scene.Server.Time.GetUtcNow())));
}
