using System.Net;
using System.Text.Json;
using Tollgate.Functions.Tests.Hosting;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>The modules of the plan Config of the OpenID conformance suite, and the metadata of the other plans.</summary>
public sealed class ConfigPlanTests : IAsyncLifetime
{
    /// <summary>The registered members (RFC 8414 §7.1.2) that this server has or may have.</summary>
    private static readonly IReadOnlyList<string> Registered =
    [
        "issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint", "scopes_supported", "response_types_supported",
        "response_modes_supported", "grant_types_supported", "token_endpoint_auth_methods_supported", "token_endpoint_auth_signing_alg_values_supported",
        "ui_locales_supported", "revocation_endpoint", "revocation_endpoint_auth_methods_supported", "revocation_endpoint_auth_signing_alg_values_supported",
        "introspection_endpoint", "introspection_endpoint_auth_methods_supported", "introspection_endpoint_auth_signing_alg_values_supported",
        "code_challenge_methods_supported", "device_authorization_endpoint", "userinfo_endpoint", "acr_values_supported", "subject_types_supported",
        "id_token_signing_alg_values_supported", "claims_supported", "claims_parameter_supported", "request_parameter_supported",
        "request_uri_parameter_supported", "authorization_response_iss_parameter_supported", "prompt_values_supported", "end_session_endpoint",
        "pushed_authorization_request_endpoint", "require_pushed_authorization_requests", "dpop_signing_alg_values_supported",
    ];

    private HttpsHost _host = null!;
    private JsonElement _metadata;

    private string Issuer => _host.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync()
    {
        _host = await HttpsHost.StartAsync();
        using var response = await _host.Client.GetAsync("/.well-known/openid-configuration");
        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Header("Content-Type")));
        _metadata = await response.JsonAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void The_metadata_has_what_Discovery_demands_and_each_member_is_a_registered_one_of_its_type()
    {
        Assert.Equal(Issuer, _metadata.Text("issuer"));
        Assert.Contains("code", Texts("response_types_supported"));
        Assert.Contains("authorization_code", Texts("grant_types_supported"));
        Assert.Contains("public", Texts("subject_types_supported"));
        Assert.Contains("RS256", Texts("id_token_signing_alg_values_supported"));
        Assert.Contains("openid", Texts("scopes_supported"));
        Assert.Superset(new HashSet<string> { "client_secret_basic", "client_secret_post" }, Texts("token_endpoint_auth_methods_supported").ToHashSet());
        Assert.All(Texts("scopes_supported"), scope => Assert.Matches("^[!#-\\[\\]-~]+$", scope));
        Assert.All(Texts("ui_locales_supported"), locale => Assert.Matches("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", locale));
        Assert.Contains("sub", Texts("claims_supported"));
        foreach (var member in _metadata.EnumerateObject())
        {
            Assert.Contains(member.Name, Registered);
            Assert.Equal(KindOf(member.Name), member.Value.ValueKind is JsonValueKind.False ? JsonValueKind.True : member.Value.ValueKind);
            if (member.Value.ValueKind == JsonValueKind.Array)
                Assert.NotEmpty(Texts(member.Name));
        }
    }

    [Theory]
    [InlineData("authorization_endpoint")]
    [InlineData("token_endpoint")]
    [InlineData("userinfo_endpoint")]
    [InlineData("end_session_endpoint")]
    [InlineData("jwks_uri")]
    public void Its_addresses_are_https(string required)
    {
        Assert.StartsWith("https://", Issuer, StringComparison.Ordinal);
        var addresses = _metadata.EnumerateObject().Where(member => KindOf(member.Name) == JsonValueKind.String).ToList();

        Assert.Contains(required, addresses.Select(member => member.Name));
        Assert.All(addresses, member => Assert.StartsWith(Issuer, member.Value.GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_key_of_the_JWK_Set_has_its_own_kid_an_algorithm_a_use_and_nothing_private()
    {
        var keys = JsonElement.Parse(await _host.Client.GetStringAsync(new Uri(_metadata.Text("jwks_uri")!).PathAndQuery)).GetProperty("keys");

        Assert.Contains("RS256", keys.EnumerateArray().Select(key => key.Text("alg")));
        Assert.Distinct(keys.EnumerateArray().Select(key => key.Text("kid")));
        foreach (var key in keys.EnumerateArray())
            Assert.Equal(
                key.Text("kty") == "RSA" ? ["alg", "e", "kid", "kty", "n", "use"] : ["alg", "crv", "kid", "kty", "use", "x", "y"],
                key.EnumerateObject().Select(member => member.Name).Order());
    }

    private static JsonValueKind KindOf(string member) => member switch
    {
        "issuer" or "jwks_uri" => JsonValueKind.String,
        _ when member.EndsWith("_endpoint", StringComparison.Ordinal) => JsonValueKind.String,
        _ when member.EndsWith("_parameter_supported", StringComparison.Ordinal) => JsonValueKind.True,
        _ when member.StartsWith("require_", StringComparison.Ordinal) => JsonValueKind.True,
        _ => JsonValueKind.Array,
    };

    private List<string> Texts(string name) => [.. _metadata.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];
}
