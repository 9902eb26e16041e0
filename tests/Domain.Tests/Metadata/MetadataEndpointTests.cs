using System.Text.Json;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Metadata;

public sealed class MetadataEndpointTests
{
    private readonly TestServer _server = new();

    [Fact]
    public async Task The_metadata_has_the_members_that_RFC_8414_section_2_requires()
    {
        var metadata = await MetadataAsync();

        Assert.Equal("https://issuer.example", metadata.GetProperty("issuer").GetString());
        Assert.Equal("https://issuer.example/token", metadata.GetProperty("token_endpoint").GetString());
        Assert.Equal("https://issuer.example/.well-known/jwks.json", metadata.GetProperty("jwks_uri").GetString());
        Assert.Equal(JsonValueKind.Array, metadata.GetProperty("response_types_supported").ValueKind);
    }

    [Fact]
    public async Task The_metadata_has_the_members_that_OpenID_Connect_Discovery_section_3_requires()
    {
        var metadata = await MetadataAsync();

        Assert.Equal(["public"], Texts(metadata, "subject_types_supported"));
        Assert.Equal(["ES256", "RS256", "PS256"], Texts(metadata, "id_token_signing_alg_values_supported"));
    }

    [Fact]
    public async Task The_metadata_has_the_further_members_of_OpenID_Connect()
    {
        _server.Workspace = _server.Workspace with { UiLocales = ["en", "fr"] };
        var metadata = await MetadataAsync();

        Assert.Equal("https://issuer.example/authorize", metadata.GetProperty("authorization_endpoint").GetString());
        Assert.Equal("https://issuer.example/userinfo", metadata.GetProperty("userinfo_endpoint").GetString());
        Assert.Equal("https://issuer.example/sign-out", metadata.GetProperty("end_session_endpoint").GetString());
        Assert.Equal(["query", "fragment", "form_post"], Texts(metadata, "response_modes_supported"));
        Assert.Equal(["none", "login", "consent", "select_account"], Texts(metadata, "prompt_values_supported"));
        Assert.Equal(["S256"], Texts(metadata, "code_challenge_methods_supported"));
        Assert.Equal([AcrValues.Password], Texts(metadata, "acr_values_supported"));
        Assert.Equal(["en", "fr"], Texts(metadata, "ui_locales_supported"));
        Assert.True(metadata.GetProperty("authorization_response_iss_parameter_supported").GetBoolean());
    }

    [Fact]
    public async Task The_metadata_denies_features_whose_members_default_to_true()
    {
        var metadata = await MetadataAsync();

        Assert.False(metadata.GetProperty("request_uri_parameter_supported").GetBoolean());
        Assert.False(metadata.GetProperty("request_parameter_supported").GetBoolean());
        Assert.False(metadata.GetProperty("claims_parameter_supported").GetBoolean());
    }

    [Theory]
    [InlineData(RegistrationPolicy.Off, null)]
    [InlineData(RegistrationPolicy.InitialAccessToken, "https://issuer.example/register")]
    [InlineData(RegistrationPolicy.AllowedHosts, "https://issuer.example/register")]
    public async Task The_registration_endpoint_is_listed_where_programs_may_register_clients(RegistrationPolicy policy, string? address)
    {
        _server.Workspace = _server.Workspace with { Registration = policy };
        var metadata = await MetadataAsync();

        Assert.Equal(address, metadata.TryGetProperty("registration_endpoint", out var endpoint) ? endpoint.GetString() : null);
    }

    [Fact]
    public async Task Legacy_grants_and_aliases_are_not_advertised()
    {
        var metadata = await MetadataAsync();

        Assert.Equal(
            GrantTypes.All.Except(GrantTypes.Legacy).Order(StringComparer.Ordinal),
            Texts(metadata, "grant_types_supported").Order(StringComparer.Ordinal));
        Assert.Equal(["code"], Texts(metadata, "response_types_supported"));
    }

    [Fact]
    public async Task Every_claim_that_the_server_can_send_is_listed()
    {
        var server = FlowServer.WithAlice();
        var tokens = await server.TokensAsync();
        var idToken = FlowServer.Payload(FlowServer.Text(tokens, "id_token"));
        var userInfo = FlowServer.Json(await server.UserInfoAsync(FlowServer.Text(tokens, "access_token")));

        var listed = Texts(await MetadataAsync(), "claims_supported").ToList();

        Assert.Empty(idToken.EnumerateObject().Concat(userInfo.EnumerateObject()).Select(claim => claim.Name).Except(listed));
        Assert.Equal(listed.Count, listed.Distinct().Count());
    }

    [Fact]
    public async Task Every_registered_grant_is_listed_except_legacy_grants() =>
        Assert.Equal(
            _server.Server.Token.Grants.Where(grant => !grant.IsLegacy).Select(grant => grant.GrantType),
            Texts(await MetadataAsync(), "grant_types_supported"));

    [Fact]
    public async Task Every_listed_grant_is_known_to_the_token_endpoint()
    {
        foreach (var grantType in Texts(await MetadataAsync(), "grant_types_supported"))
        {
            var result = await _server.TokenAsync($"grant_type={Uri.EscapeDataString(grantType)}");

            Assert.NotEqual("unsupported_grant_type", (result as FailureResult)?.Error.Code);
        }
    }

    [Fact]
    public async Task Every_listed_client_authentication_method_works()
    {
        var methods = Texts(await MetadataAsync(), "token_endpoint_auth_methods_supported").ToList();

        Assert.Equal(["client_secret_basic", "client_secret_post", "private_key_jwt", "none"], methods);
        // OwnKeyAssertionTests has the assertions.
        foreach (var method in methods.Where(method => method is not ("none" or "private_key_jwt")))
        {
            var isBasic = method == "client_secret_basic";
            var request = _server.Request(
                "grant_type=client_credentials" + (isBasic ? "" : $"&client_id={TestServer.ClientId}&client_secret={TestServer.Secret}"),
                isBasic ? TestServer.Basic(TestServer.ClientId, TestServer.Secret) : null);
            _server.Change(client => client with { TokenEndpointAuthMethod = method });

            Assert.IsType<JsonResult>(await _server.Server.Token.HandleAsync(request, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task The_algorithms_of_assertions_are_listed_for_each_endpoint_that_takes_them()
    {
        foreach (var endpoint in new[] { "token", "introspection", "revocation" })
        {
            Assert.Contains("private_key_jwt", Texts(await MetadataAsync(), $"{endpoint}_endpoint_auth_methods_supported"));
            Assert.Equal(
                ["ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"],
                Texts(await MetadataAsync(), $"{endpoint}_endpoint_auth_signing_alg_values_supported"));
        }

        _server.Workspace = _server.Workspace with { Profile = SecurityProfile.Fapi2 };

        Assert.Equal(["ES256", "PS256"], Texts(await MetadataAsync(), "token_endpoint_auth_signing_alg_values_supported"));
    }

    [Fact]
    public async Task The_metadata_lists_the_scopes_of_the_workspace_and_omits_an_empty_list()
    {
        Assert.Equal(["notes.read", "notes.write"], Texts(await MetadataAsync(), "scopes_supported"));

        _server.Workspace = _server.Workspace with { Scopes = ScopeSet.Empty };

        Assert.False((await MetadataAsync()).TryGetProperty("scopes_supported", out _));
    }

    [Fact]
    public async Task Each_workspace_has_its_own_metadata()
    {
        await MetadataAsync();
        _server.Workspace = new Workspace("other", new Uri("https://issuer.example/other/"));

        var metadata = await MetadataAsync();

        Assert.Equal("https://issuer.example/other", metadata.GetProperty("issuer").GetString());
        Assert.Equal("https://issuer.example/other/oauth2/token", metadata.GetProperty("token_endpoint").GetString());
    }

    [Fact]
    public async Task The_ETag_is_the_same_on_every_instance_and_differs_when_the_document_does()
    {
        var one = await DocumentAsync(_server);
        var again = await DocumentAsync(_server);
        var elsewhere = await DocumentAsync(new TestServer());
        _server.Workspace = _server.Workspace with { Scopes = ScopeSet.Of("other") };
        var changed = await DocumentAsync(_server);

        Assert.Matches("^\"[A-Za-z0-9_-]+\"$", one.ETag);
        Assert.Equal(one.ETag, again.ETag);
        Assert.Equal(one.ETag, elsewhere.ETag);
        Assert.NotEqual(one.ETag, changed.ETag);
        Assert.True(one.MaxAge > TimeSpan.Zero);
    }

    private async Task<JsonElement> MetadataAsync() => JsonElement.Parse((await DocumentAsync(_server)).Body.Span);

    private static async Task<DocumentResult> DocumentAsync(TestServer server) => Assert.IsType<DocumentResult>(
        await server.Server.Metadata.HandleAsync(server.Request(), TestContext.Current.CancellationToken));

    private static IEnumerable<string> Texts(JsonElement metadata, string name) =>
        metadata.GetProperty(name).EnumerateArray().Select(item => item.GetString()!);
}
