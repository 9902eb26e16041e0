using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Registration;

/// <summary>The metadata that the server leaves out of a registration (RFC 7591 §3.2.1).</summary>
public sealed class NarrowingTests
{
    private const string Required = "\"redirect_uris\":[\"https://app.example/callback\"]";

    private readonly Registrar _registrar = new();

    /// <summary>
    /// Each case: the sent members, the name of one member, and its value in the answer. Null means that the answer lacks the member.
    /// </summary>
    [Theory]
    [InlineData("\"grant_types\":[\"authorization_code\",\"password\",\"unheard-of\",null]", "grant_types", "[\"authorization_code\"]")]
    [InlineData("\"grant_types\":[\"authorization_code\",\"implicit\"],\"response_types\":[\"code\",\"token\"]", "response_types", "[\"code\"]")]
    [InlineData("\"grant_types\":[\"client_credentials\"],\"response_types\":[\"code\"]", "response_types", "[]")]
    [InlineData("\"scope\":\"openid unheard.of notes.read\"", "scope", "\"openid notes.read\"")]
    [InlineData("\"scope\":\"notes.read *\"", "scope", "\"openid profile email offline_access notes.read\"")]
    [InlineData("\"scope\":\"unheard.of\"", "scope", null)]
    [InlineData(
        "\"token_endpoint_auth_method\":\"none\","
            + "\"grant_types\":[\"authorization_code\",\"refresh_token\",\"urn:ietf:params:oauth:grant-type:jwt-bearer\"]",
        "grant_types",
        "[\"authorization_code\",\"refresh_token\"]")]
    public async Task Values_that_the_client_cannot_get_are_left_out_and_the_answer_names_the_rest(string members, string name, string? left)
    {
        var answer = Registrar.Created(await SendAsync($"{{{Required},{members}}}"));

        Assert.Equal(left, answer.TryGetProperty(name, out var value) ? value.GetRawText() : null);
        var client = (await _registrar.FindAsync(answer))!;
        Assert.Equal(answer.GetProperty("grant_types").EnumerateArray().Select(each => each.GetString()), client.GrantTypes);
        Assert.Equal(answer.Has("scope") ? answer.Text("scope") : "", client.Scope.Text);
    }

    [Fact]
    public async Task Without_a_scope_a_client_gets_the_scopes_of_OpenID_Connect_and_the_open_scopes()
    {
        var notes = new Resource("Notes", "https://notes.example")
        {
            Scopes = ScopeSet.Of("notes.read", "notes.write"),
            OpenScopes = ScopeSet.Of("notes.read"),
        };
        Assert.Equal("openid profile email offline_access", (await _registrar.RegisteredAsync()).Text("scope"));

        _registrar.Workspace = _registrar.Workspace with { Resources = [notes, new Resource("Mail", "https://mail.example") { Scopes = ScopeSet.Of("mail") }] };
        var service = await _registrar.RegisteredAsync(("grant_types", Registrar.List("client_credentials")), ("redirect_uris", null));

        Assert.Equal("openid profile email offline_access notes.read", (await _registrar.RegisteredAsync()).Text("scope"));
        Assert.Equal("notes.read", service.Text("scope"));
        Assert.Equal("notes.write", (await _registrar.RegisteredAsync(("scope", "notes.write"))).Text("scope"));
    }

    [Fact]
    public async Task A_grant_that_is_off_in_the_workspace_is_left_out()
    {
        _registrar.Workspace = _registrar.Workspace with { GrantTypes = ["authorization_code"] };

        Registrar.Created(await _registrar.RegisterAsync(Registrar.Metadata()));
        var answer = await _registrar.RegisteredAsync(("grant_types", Registrar.List("authorization_code", "refresh_token")));
        Assert.Equal("[\"authorization_code\"]", answer.GetProperty("grant_types").GetRawText());
        Registrar.Refused(
            await _registrar.RegisterAsync(Registrar.Metadata(("grant_types", Registrar.List("device_code", "refresh_token")))), "invalid_client_metadata");
    }

    private ValueTask<EndpointResult> SendAsync(string body) => _registrar.SendAsync(RequestKind.Submission, _registrar.NewToken(), body);
}
