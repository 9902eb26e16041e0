using System.Text;
using System.Text.Json;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.PushedRequests;
using Tollgate.Domain.Tests.ClientAuthentication;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.PushedRequests;

/// <summary>Pushes requests (RFC 9126 §2).</summary>
public sealed class PushedAuthorizationRequestEndpointTests
{
    private const string Key = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";

    private readonly PushScene _scene = new();

    [Fact]
    public async Task The_answer_is_a_new_request_uri_and_a_minute()
    {
        var result = Assert.IsType<JsonResult>(await _scene.SendAsync());
        var json = FlowServer.Json(result);

        Assert.True(result.IsCreation);
        Assert.Equal(["request_uri", "expires_in"], json.EnumerateObject().Select(member => member.Name));
        Assert.StartsWith("urn:ietf:params:oauth:request_uri:", FlowServer.Text(json, "request_uri"), StringComparison.Ordinal);
        Assert.Equal(60, json.GetProperty("expires_in").GetInt32());
        Assert.NotEqual(FlowServer.Text(json, "request_uri"), await _scene.PushAsync());
    }

    [Fact]
    public async Task The_store_has_the_request_without_its_handle_and_without_the_credentials_of_the_client()
    {
        await _scene.SendRawAsync(
            FlowServer.Query(("client_secret", "web-secret"), ("dpop_jkt", Key), ("x", "1 + 1")));

        var (text, row) = Assert.Single(_scene.Rows.Rows);
        var query = ParameterSet.Parse(row.Query).Value!;
        Assert.Equal(("web", "web", Key, "1 + 1", "a state"), (row.ClientId, query["client_id"], query["dpop_jkt"], query["x"], query["state"]));
        Assert.DoesNotContain("secret", JsonSerializer.Serialize(row), StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('.')[1], JsonSerializer.Serialize(row), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_assertion_pushes_once_and_is_not_stored()
    {
        using var signer = AssertionSigner.New("ES256");
        _scene.Server.Change("web", client => client with
        {
            Keys = ClientKeys.In(signer.JwkSet),
            Secrets = [],
            TokenEndpointAuthMethod = AuthenticationMethods.PrivateKeyJwt,
        });
        var body = FlowServer.Query(("client_id", null))
            + KeyScene.With(signer.Assertion("web", KeyScene.Issuer, _scene.Server.Time.GetUtcNow()));

        Assert.IsType<JsonResult>(await _scene.SendRawAsync(body));
        var again = FlowServer.ErrorOf(await _scene.SendRawAsync(body));

        Assert.Equal("invalid_client", again.Code);
        Assert.DoesNotContain("client_assertion", _scene.Rows.Only.Query, StringComparison.Ordinal);
        Assert.Equal("web", ParameterSet.Parse(_scene.Rows.Only.Query).Value!["client_id"]);
    }

    [Fact]
    public async Task A_client_that_says_who_it_is_in_the_header_alone_need_not_say_it_again()
    {
        await _scene.SendAsync(("client_id", null));

        Assert.Equal("web", ParameterSet.Parse(_scene.Rows.Only.Query).Value!["client_id"]);
    }

    [Fact]
    public async Task A_public_client_pushes_with_its_id_alone()
    {
        Assert.True(Assert.IsType<JsonResult>(await _scene.SendRawAsync(FlowServer.Query(("client_id", "spa")))).IsCreation);

        Assert.Equal("spa", _scene.Rows.Only.ClientId);
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.example/", "invalid_request", "The redirect_uri is not one that the client has registered.")]
    [InlineData("response_mode", "nonsense", "invalid_request", "The response_mode is not one that this server knows.")]
    [InlineData("response_type", null, "invalid_request", "The response_type is missing.")]
    [InlineData("response_type", "id_token", "unsupported_response_type", "The response_type is not one that this server knows.")]
    [InlineData("response_type", "token", "unauthorized_client", "The client may not use this response_type.")]
    [InlineData("code_challenge", null, "invalid_request", "The code_challenge is missing.")]
    [InlineData("code_challenge_method", "plain", "invalid_request", "The code_challenge_method has to be S256.")]
    [InlineData("scope", "admin", "invalid_scope", "The scope has parts that cannot be granted here: admin")]
    [InlineData("prompt", "none login", "invalid_request", "The prompt none stands alone.")]
    [InlineData("max_age", "-1", "invalid_request", "The max_age is not a number of seconds.")]
    [InlineData("request", "eyJ", "request_not_supported", "The server takes no request objects.")]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:x.y", "invalid_request", "A pushed request has no request_uri.")]
    [InlineData("request_uri", "https://app.example/request", "invalid_request", "A pushed request has no request_uri.")]
    [InlineData("registration", "{}", "registration_not_supported", "The server takes no registration parameter.")]
    [InlineData("client_id", "spa", "invalid_request", "The client_id in the body is not the one in the Authorization header.")]
    public async Task A_mistake_is_told_to_the_client_and_stores_nothing(string name, string? value, string code, string description)
    {
        var error = FlowServer.ErrorOf(await _scene.SendAsync((name, value)));

        Assert.Equal((code, description), (error.Code, error.Description));
        Assert.Empty(_scene.Rows.Rows);
    }

    [Fact]
    public async Task A_request_whose_answer_would_be_too_long_is_refused()
    {
        var error = FlowServer.ErrorOf(await _scene.SendAsync(("state", new string('s', 9000))));
        var withForm = await _scene.SendAsync(("state", new string('s', 9000)), ("response_mode", "form_post"));

        Assert.StartsWith("The request is too long.", error.Description, StringComparison.Ordinal);
        Assert.IsType<JsonResult>(withForm);
        Assert.Single(_scene.Rows.Rows);
    }

    [Fact]
    public async Task A_request_that_one_row_cannot_hold_is_refused()
    {
        var error = FlowServer.ErrorOf(await _scene.SendAsync(("state", new string('s', 64 * 1024)), ("response_mode", "form_post")));

        Assert.StartsWith("The request is too long.", error.Description, StringComparison.Ordinal);
        Assert.Empty(_scene.Rows.Rows);
    }

    [Theory]
    [InlineData("web", "wrong")]
    [InlineData("nobody", "secret")]
    public async Task A_client_that_is_not_authenticated_stores_nothing(string clientId, string secret)
    {
        var failure = Assert.IsType<FailureResult>(
            await _scene.SendRawAsync(FlowServer.Query(("client_id", clientId)), TestServer.Basic(clientId, secret)));

        Assert.Equal("invalid_client", failure.Error.SaysWhy().Code);
        Assert.NotNull(failure.Challenge);
        Assert.Empty(_scene.Rows.Rows);
    }

    [Fact]
    public async Task A_disabled_client_stores_nothing()
    {
        _scene.Server.Change("web", client => client with { IsDisabled = true });

        Assert.Equal("invalid_client", FlowServer.ErrorOf(await _scene.SendAsync()).Code);
        Assert.Empty(_scene.Rows.Rows);
    }

    [Fact]
    public async Task A_network_pushes_so_many_requests_without_a_secret_in_a_window()
    {
        var push = FlowServer.Query(("client_id", "spa"));
        for (var i = 0; i < PushThrottle.PerNetwork; i++)
            Assert.IsType<JsonResult>(await _scene.SendRawAsync(push));

        var error = FlowServer.ErrorOf(await _scene.SendRawAsync(push));

        Assert.Equal("too_many_requests", error.Code);
        Assert.Equal(PushThrottle.PerNetwork, _scene.Rows.Rows.Count);
        Assert.IsType<JsonResult>(await _scene.SendAsync());
        _scene.Server.Time.Advance(error.RetryAfter!.Value);
        Assert.IsType<JsonResult>(await _scene.SendRawAsync(push));
    }

    [Fact]
    public async Task A_client_with_a_secret_is_not_counted_nor_is_a_refused_request()
    {
        await _scene.SendAsync();
        await _scene.SendRawAsync(FlowServer.Query(("client_id", "spa"), ("scope", "admin")));

        Assert.Empty(_scene.Server.Stores.Attempts);
    }

    [Fact]
    public async Task The_id_of_the_row_expires_after_the_longest_life_of_the_request()
    {
        _scene.Server.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(20) - _scene.Server.Time.GetUtcNow().TimeOfDay);

        await _scene.SendAsync();

        var tomorrow = ExpiringId.New(_scene.Server.Time.GetUtcNow().AddDays(1), new Randomness());
        Assert.Equal(tomorrow[1..6], _scene.Rows.Only.Id[1..6]);
        Assert.True(Encoding.UTF8.GetByteCount(_scene.Rows.Only.Id) < Handle.MaximumLength);
    }
}
