using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Tests.Registration;

/// <summary>The server accepts valid metadata. For invalid metadata, its error names the fault.</summary>
public sealed class ClientMetadataTests
{
    private const string Required = "\"redirect_uris\":[\"https://app.example/callback\"]";

    private readonly Registrar _registrar = new();

    [Fact]
    public async Task The_answer_has_all_registered_metadata()
    {
        var metadata = JsonNode.Parse("""
            {
              "client_name": "Zoë's prógram",
              "redirect_uris": ["https://app.example/callback", "com.example.app:/callback"],
              "post_logout_redirect_uris": ["https://app.example/bye"],
              "token_endpoint_auth_method": "client_secret_post",
              "grant_types": ["authorization_code", "refresh_token", "client_credentials"],
              "response_types": ["code"],
              "scope": "openid notes.read",
              "contacts": ["zoe@app.example", "ops@app.example"],
              "require_pushed_authorization_requests": true,
              "id_token_signed_response_alg": "RS256",
              "dpop_bound_access_tokens": true
            }
            """)!.AsObject();

        var answer = Registrar.Created(await _registrar.RegisterAsync(metadata));
        var read = await _registrar.ReadAsync(answer);

        foreach (var (name, value) in metadata)
        {
            Assert.True(JsonNode.DeepEquals(value, JsonNode.Parse(answer.GetProperty(name).GetRawText())), name);
            Assert.True(JsonNode.DeepEquals(value, JsonNode.Parse(read.GetProperty(name).GetRawText())), name);
        }

        var client = (await _registrar.FindAsync(answer))!;
        Assert.Equal(
            ("RS256", "zoe@app.example, ops@app.example", "client_secret_post"),
            (client.IdTokenSignedResponseAlg, client.Contact, client.TokenEndpointAuthMethod));
    }

    [Theory]
    [InlineData("\"require_pushed_authorization_requests\":true", true)]
    [InlineData("\"require_pushed_authorization_requests\":false", false)]
    [InlineData("\"require_pushed_authorization_requests\":null", false)]
    [InlineData("\"client_name\":\"Silent\"", false)]
    public async Task A_client_can_say_that_it_pushes_its_requests(string members, bool isRequired)
    {
        var answer = Registrar.Created(await SendAsync($"{{{Required},{members}}}"));

        Assert.Equal(isRequired, answer.Has("require_pushed_authorization_requests"));
        Assert.Equal(isRequired, (await _registrar.FindAsync(answer))!.RequiresPushedRequests);
    }

    [Fact]
    public async Task A_client_is_registered_for_the_algorithm_that_it_names_or_for_RS256()
    {
        var silent = await _registrar.RegisteredAsync(("scope", "openid"));
        var named = await _registrar.RegisteredAsync(("id_token_signed_response_alg", "ES256"));

        Assert.Equal(("RS256", "ES256"), (silent.Text("id_token_signed_response_alg"), named.Text("id_token_signed_response_alg")));
        Assert.Equal(
            ("RS256", "ES256", null),
            ((await _registrar.FindAsync(silent))!.IdTokenSignedResponseAlg, (await _registrar.FindAsync(named))!.IdTokenSignedResponseAlg,
                (await _registrar.FindAsync(named))!.AccessTokenSignedResponseAlg));
    }

    [Theory]
    [InlineData("\"logo_uri\":\"https://app.example/logo.png\",\"client_uri\":5,\"policy_uri\":null,\"tos_uri\":[],\"client_name#fr\":\"Un nom\"")]
    [InlineData("\"jwks\":{\"keys\":[{\"kty\":\"EC\",\"x5c\":[\"a\"]}]}")]
    [InlineData("\"jwks_uri\":\"https://app.example/keys\"")]
    [InlineData("\"x\":\"\\ud800\"")]
    [InlineData("\"client_id\":\"mine\",\"client_secret\":\"mine too\",\"registration_access_token\":\"and mine\"")]
    public async Task Members_that_the_server_does_not_register_are_ignored(string members)
    {
        var answer = Registrar.Created(await SendAsync($"{{{Required},{members}}}"));

        Assert.NotEqual("mine", answer.Text("client_id"));
        Assert.NotEqual("mine too", answer.Text("client_secret"));
        Assert.NotEqual("and mine", answer.Text("registration_access_token"));
        foreach (var name in JsonNode.Parse($"{{{members}}}")!.AsObject().Select(member => member.Key)
            .Where(name => !name.StartsWith("client_", StringComparison.Ordinal) && name != "registration_access_token"))
            Assert.False(answer.Has(name));
    }

    [Theory]
    [InlineData("\"client_name\":null,\"scope\":null,\"grant_types\":null,\"response_types\":null,\"contacts\":null,"
        + "\"token_endpoint_auth_method\":null,\"id_token_signed_response_alg\":null,\"jwks\":null,\"software_statement\":null")]
    [InlineData("\"client_name\":\"\",\"scope\":\"\",\"contacts\":[],\"token_endpoint_auth_method\":\"\","
        + "\"id_token_signed_response_alg\":\"\",\"post_logout_redirect_uris\":[]")]
    public async Task Null_and_an_empty_text_count_as_omitted(string members)
    {
        var answer = Registrar.Created(await SendAsync($"{{{Required},{members}}}"));

        Assert.Equal(("client_secret_basic", "openid profile email offline_access"), (answer.Text("token_endpoint_auth_method"), answer.Text("scope")));
        Assert.False(answer.Has("client_name") || answer.Has("contacts"));
        Assert.Equal("RS256", answer.Text("id_token_signed_response_alg"));
    }

    [Fact]
    public async Task A_client_with_client_credentials_needs_no_redirect_uri_and_gets_no_scope_unasked()
    {
        var answer = await _registrar.RegisteredAsync(("redirect_uris", null), ("grant_types", Registrar.List("client_credentials")));

        Assert.False(answer.Has("scope") || answer.Has("redirect_uris"));
        Assert.Equal(0, answer.GetProperty("response_types").GetArrayLength());
    }

    [Fact]
    public async Task Repeated_values_count_once()
    {
        var answer = await _registrar.RegisteredAsync(
            ("redirect_uris", Registrar.List(Registrar.Callback, Registrar.Callback)),
            ("grant_types", Registrar.List("authorization_code", "authorization_code")));

        Assert.Equal((1, 1), (answer.GetProperty("redirect_uris").GetArrayLength(), answer.GetProperty("grant_types").GetArrayLength()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("{\"redirect_uris\":[\"https://app.example/callback\"")]
    [InlineData("{\"redirect_uris\":[\"https://app.example/callback\"],}")]
    [InlineData("{\"redirect_uris\":[\"https://app.example/callback\"]} {}")]
    [InlineData("{\"redirect_uris\":[\"https://app.example/callback\"],\"redirect_uris\":[\"https://evil.example/\"]}")]
    [InlineData("{\"redirect_uris\":[\"https://app.example/callback\"],\"x\":1,\"x\":2}")]
    [InlineData("redirect_uris=https%3A%2F%2Fapp.example%2Fcallback")]
    [InlineData("// a comment\n{}")]
    public async Task A_body_that_is_not_one_JSON_object_is_an_invalid_request(string body) => Registrar.Refused(await SendAsync(body), "invalid_request");

    [Fact]
    public async Task A_body_that_is_nested_too_deeply_is_an_invalid_request() =>
        Registrar.Refused(await SendAsync($"{{{Required},\"x\":{new string('[', 1000)}{new string(']', 1000)}}}"), "invalid_request");

    [Theory]
    [InlineData(Required + ",\"client_name\":\"\u00ff\u00fe\"")]
    [InlineData(Required + ",\"x\":\"\u00ff\u00fe\"")]
    [InlineData(Required + ",\"\u00ff\u00fe\":1")]
    [InlineData(Required + ",\"\\ud800\":1,\"\\ud801\":2")]
    public async Task A_body_that_is_not_Unicode_is_an_invalid_request(string members) => Registrar.Refused(
        await _registrar.SendAsync(RequestKind.Submission, _registrar.NewToken(), Encoding.Latin1.GetBytes($"{{{members}}}")), "invalid_request");

    [Theory]
    [InlineData("\"redirect_uris\":\"https://app.example/callback\"", "redirect_uris")]
    [InlineData("\"redirect_uris\":[5]", "redirect_uris")]
    [InlineData("\"redirect_uris\":{}", "redirect_uris")]
    [InlineData(Required + ",\"client_name\":{}", "client_name")]
    [InlineData(Required + ",\"scope\":[\"openid\"]", "scope")]
    [InlineData(Required + ",\"grant_types\":\"authorization_code\"", "grant_types")]
    [InlineData(Required + ",\"client_name\":\"\\ud800\"", "client_name")]
    public async Task A_member_of_the_wrong_type_is_named(string members, string named)
    {
        var error = Registrar.Refused(await SendAsync($"{{{members}}}"), "invalid_client_metadata");

        Assert.Contains(named, error.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("[\"\"]")]
    [InlineData("[\"https://app.example/*\"]")]
    [InlineData("[\"https://app.example/#fragment\"]")]
    [InlineData("[\"http://app.example/callback\"]")]
    [InlineData("[\"https://user@app.example/\"]")]
    [InlineData("[\"https://APP.example/\"]")]
    [InlineData("[\"callback\"]")]
    [InlineData("[\"javascript:alert(1)\"]")]
    [InlineData("[\"myapp:/callback\"]")]
    [InlineData("[\"app.example:8443/\\\"quoted\\\"\"]")]
    [InlineData("[\"h\\u00e9llo:8443/\"]")]
    [InlineData("[\"https://app.example/callback\",\"bad\"]")]
    public async Task A_redirect_uri_that_breaks_the_rules_is_refused(string uris)
    {
        Registrar.Refused(await SendAsync($"{{\"redirect_uris\":{uris}}}"), "invalid_redirect_uri");
        if (uris != "[]")
            Registrar.Refused(await SendAsync($"{{{Required},\"post_logout_redirect_uris\":{uris}}}"), "invalid_redirect_uri");
    }

    [Fact]
    public async Task Too_many_redirect_uris_are_refused()
    {
        var many = Registrar.List([.. Enumerable.Range(0, 31).Select(i => $"https://app.example/{i}")]);

        Registrar.Refused(await _registrar.RegisterAsync(Registrar.Metadata(("redirect_uris", many))), "invalid_redirect_uri");
    }

    [Theory]
    [InlineData("\"grant_types\":[]")]
    [InlineData("\"grant_types\":[\"refresh_token\"]")]
    [InlineData("\"grant_types\":[\"password\"]")]
    [InlineData("\"grant_types\":[\"implicit\"]")]
    [InlineData("\"response_types\":[]")]
    [InlineData("\"response_types\":[\"token\"]")]
    [InlineData("\"token_endpoint_auth_method\":\"none\",\"grant_types\":[\"client_credentials\"]")]
    [InlineData("\"scope\":\"a\\\"b\"")]
    [InlineData("\"dpop_bound_access_tokens\":\"true\"")]
    [InlineData("\"id_token_signed_response_alg\":\"none\"")]
    [InlineData("\"id_token_signed_response_alg\":\"HS256\"")]
    [InlineData("\"id_token_signed_response_alg\":\"PS256\"")]
    [InlineData("\"require_pushed_authorization_requests\":\"true\"")]
    [InlineData("\"jwks\":{\"keys\":[]},\"jwks_uri\":\"https://app.example/keys\"")]
    [InlineData("\"client_name\":\"two\\nlines\"")]
    [InlineData("\"contacts\":[\"a@b.example, c@d.example\"]")]
    [InlineData("\"contacts\":[null]")]
    [InlineData("\"contacts\":[\" \"]")]
    public async Task Other_metadata_that_breaks_the_rules_is_refused(string members) =>
        Registrar.Refused(await SendAsync($"{{{Required},{members}}}"), "invalid_client_metadata");

    [Fact]
    public async Task The_length_and_the_number_of_texts_are_limited()
    {
        Registrar.Created(await _registrar.RegisterAsync(Registrar.Metadata(("client_name", new string('n', 100)))));
        Registrar.Refused(await _registrar.RegisterAsync(Registrar.Metadata(("client_name", new string('n', 101)))), "invalid_client_metadata");
        Registrar.Refused(await _registrar.RegisterAsync(Registrar.Metadata(("contacts", Registrar.List(new string('c', 501))))), "invalid_client_metadata");
        Registrar.Refused(
            await _registrar.RegisterAsync(Registrar.Metadata(("contacts", Registrar.List([.. Enumerable.Range(0, 11).Select(i => $"{i}@a.example")])))),
            "invalid_client_metadata");
    }

    [Fact]
    public async Task A_software_statement_is_not_approved() => Registrar.Refused(
        await _registrar.RegisterAsync(Registrar.Metadata(("software_statement", "a.b.c"))), "unapproved_software_statement");

    private ValueTask<EndpointResult> SendAsync(string body) => _registrar.SendAsync(RequestKind.Submission, _registrar.NewToken(), body);
}
