using System.Net;
using Tollgate.TestKit.Http;
using static Tollgate.Functions.Tests.Registration.RegistrationHost;

namespace Tollgate.Functions.Tests.Registration;

/// <summary>The allowed content of a registration request.</summary>
public sealed partial class RegistrationTests
{
    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task A_body_is_JSON_of_at_most_64_KiB(string method)
    {
        var token = await host.NewTokenAsync();
        foreach (var (type, body) in new[]
        {
            ("application/x-www-form-urlencoded", Service), ("text/plain", Service), ("application/json; charset=iso-8859-1", Service),
            ("application/jwt", Service), ("application/json", Metadata($",\"x\":\"{new string('x', 64 * 1024)}\"")),
        })
        {
            using var refused = await host.SendAsync(new HttpMethod(method), Closed, token, body, type);
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (refused.StatusCode, (await JsonOf(refused)).Text("error")));
        }
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON; charset=\"UTF-8\"")]
    public async Task The_type_may_name_its_charset(string type)
    {
        using var created = await host.SendAsync(HttpMethod.Post, Closed, await host.NewTokenAsync(), Service, type);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"redirect_uris\":1}")]
    [InlineData("{\"\\ud800\":1,\"\\ud801\":2}")]
    public async Task A_malformed_description_is_refused_and_uses_up_no_token(string body)
    {
        var token = await host.NewTokenAsync();

        using var refused = await host.SendAsync(HttpMethod.Post, Closed, token, body);
        using var created = await host.SendAsync(HttpMethod.Post, Closed, token, Service);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Created), (refused.StatusCode, created.StatusCode));
    }

    /// <summary>Only the query identifies the client.</summary>
    [Fact]
    public async Task A_body_holds_no_parameters()
    {
        using var created = await host.SendAsync(HttpMethod.Post, Closed, await host.NewTokenAsync(), Service);
        var client = await JsonOf(created);
        var body = $$"""{"client_id":"{{client.Text("client_id")}}","grant_types":["client_credentials"]}""";

        using var refused = await host.SendAsync(HttpMethod.Put, Closed, client.Text("registration_access_token"), body);

        AssertChallenged(refused);
    }

    [Fact]
    public async Task Scripts_of_any_origin_may_call_the_registration_endpoint()
    {
        using var preflight = await host.SendAsync(HttpMethod.Options, Closed, null);

        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal("GET, POST, PUT, DELETE, OPTIONS", preflight.Header("Access-Control-Allow-Methods"));
        Assert.Equal("*", preflight.Header("Access-Control-Allow-Origin"));
        Assert.StartsWith("Authorization, Content-Type, ", preflight.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_methods_are_not_taken()
    {
        using var refused = await host.SendAsync(HttpMethod.Patch, Closed, null, Service);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET, POST, PUT, DELETE, OPTIONS"), (refused.StatusCode, refused.Header("Allow")));
    }
}
