using System.Net;
using Tollgate.TestKit;
using static Tollgate.Functions.Tests.Devices.DeviceRequests;

namespace Tollgate.Functions.Tests.Devices;

/// <summary>Introspection over HTTP (RFC 7662).</summary>
public sealed class IntrospectionTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private readonly HttpClient _client = host.Client;

    [Theory]
    [InlineData("/introspect")]
    [InlineData("/introspect/")]
    public async Task A_live_token_is_described(string path)
    {
        var token = (await _client.ConnectDeviceAsync()).Value("access_token");
        var answer = await _client.FormAsync(path, $"token={token}&token_type_hint=access_token", Basic(Service));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.StartsWith("application/json", answer.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal("True", answer.Value("active"));
        Assert.Equal("demo-device", answer.Value("client_id"));
        Assert.Equal("notes.read", answer.Value("scope"));
        Assert.Equal("Bearer", answer.Value("token_type"));
        Assert.Equal(host.Server.Address.ToString().TrimEnd('/'), answer.Value("iss"));
    }

    [Fact]
    public async Task A_token_for_another_resource_server_and_a_text_that_is_no_token_are_only_inactive()
    {
        var device = await _client.ConnectDeviceAsync();
        var own = await _client.ServiceTokenAsync();
        await InactiveAsync(device.Value("access_token"), Web);
        await InactiveAsync(own, Web);
        await InactiveAsync(device.Value("refresh_token"), Service);
        foreach (var nonsense in new[] { "x", "a.b", "a.b.c", own + "x", own[..^4] + "AAAA" })
            await InactiveAsync(nonsense, Service);
    }

    [Theory]
    [InlineData(null, "token=x", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("demo-service:wrong", "token=x", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("nobody:wrong", "token=x", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData(null, "token=x&client_id=demo-device", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData(Service, "", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData(Service, "token=x&token=y", HttpStatusCode.BadRequest, "invalid_request")]
    public async Task Callers_authenticate_and_send_a_token(string? credentials, string body, HttpStatusCode status, string error)
    {
        var answer = await _client.FormAsync("/introspect", body, credentials is null ? null : Basic(credentials));
        Assert.Equal((status, error), (answer.Status, answer.Error));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal(status == HttpStatusCode.Unauthorized, answer.Header("WWW-Authenticate").StartsWith("Basic", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET", "/introspect?token=x")]
    [InlineData("GET", "/revoke?token=x")]
    [InlineData("PUT", "/introspect")]
    [InlineData("DELETE", "/revoke")]
    public async Task Only_posts_are_answered(string method, string path)
    {
        using var response = await _client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        var isDeclared = method == "GET";
        Assert.Equal(isDeclared ? HttpStatusCode.MethodNotAllowed : response.StatusCode, response.StatusCode);
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotFound });
        if (isDeclared)
            Assert.Contains("POST", string.Join(',', response.Content.Headers.Allow), StringComparison.Ordinal);
    }

    private async Task InactiveAsync(string? token, string credentials)
    {
        var answer = await _client.IntrospectAsync(token, credentials);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("""{"active":false}""", answer.Body);
    }
}
