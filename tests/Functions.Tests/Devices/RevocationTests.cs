using System.Net;
using Tollgate.TestKit;
using static Tollgate.Functions.Tests.Devices.DeviceRequests;

namespace Tollgate.Functions.Tests.Devices;

/// <summary>Revocation over HTTP (RFC 7009).</summary>
public sealed class RevocationTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private readonly HttpClient _client = host.Client;

    [Theory]
    [InlineData("access_token", "/revoke")]
    [InlineData("refresh_token", "/revoke/")]
    public async Task The_revocation_of_any_token_of_a_grant_revokes_the_grant(string which, string path)
    {
        var tokens = await _client.ConnectDeviceAsync();
        var answer = await _client.FormAsync(path, $"token={tokens.Value(which)}&client_id=demo-device");
        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Body));
        Assert.Equal("no-store", answer.Header("Cache-Control"));

        Assert.Equal("""{"active":false}""", (await _client.IntrospectAsync(tokens.Value("access_token"))).Body);
        var refreshed = await _client.FormAsync("/token", $"grant_type=refresh_token&client_id=demo-device&refresh_token={tokens.Value("refresh_token")}");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (refreshed.Status, refreshed.Error));
        answer = await _client.FormAsync(path, $"token={tokens.Value(which)}&client_id=demo-device");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task The_revocation_of_a_token_without_a_grant_revokes_only_the_token()
    {
        var (gone, stays) = (await _client.ServiceTokenAsync(), await _client.ServiceTokenAsync());
        Assert.Equal("True", (await _client.IntrospectAsync(gone)).Value("active"));
        Assert.Equal(HttpStatusCode.OK, (await _client.FormAsync("/revoke", $"token={gone}", Basic(Service))).Status);
        Assert.Equal("""{"active":false}""", (await _client.IntrospectAsync(gone)).Body);
        Assert.Equal("True", (await _client.IntrospectAsync(stays)).Value("active"));
    }

    [Fact]
    public async Task A_client_cannot_revoke_the_token_of_another_client()
    {
        var tokens = await _client.ConnectDeviceAsync();
        foreach (var which in new[] { "access_token", "refresh_token" })
        {
            var answer = await _client.FormAsync("/revoke", $"token={tokens.Value(which)}", Basic(Service));
            Assert.Equal((HttpStatusCode.BadRequest, "unauthorized_client"), (answer.Status, answer.Error));
        }

        Assert.Equal("True", (await _client.IntrospectAsync(tokens.Value("access_token"))).Value("active"));
    }

    [Theory]
    [InlineData(Service, "token=nothing", HttpStatusCode.OK, null)]
    [InlineData(Service, "token=a.b.c&token_type_hint=unheard_of", HttpStatusCode.OK, null)]
    [InlineData(Service, "", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData(null, "token=x", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("demo-service:wrong", "token=x", HttpStatusCode.Unauthorized, "invalid_client")]
    public async Task Revoking_an_unknown_token_succeeds_and_a_wrong_caller_is_refused(string? credentials, string body, HttpStatusCode status, string? error)
    {
        var answer = await _client.FormAsync("/revoke", body, credentials is null ? null : Basic(credentials));
        Assert.Equal(status, answer.Status);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        if (error is not null)
            Assert.Equal(error, answer.Error);
    }
}
