using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Tollgate.Functions.Tests.Registration;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Hostile;

/// <summary>The server uses its configured address. No header can make it use or publish another address.</summary>
public sealed partial class ForwardedHeaderTests(RegistrationHost host) : IClassFixture<RegistrationHost>
{
    private const string Evil = "evil.example";

    private static readonly string[] Paths =
    [
        "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/closed/.well-known/openid-configuration", "/.well-known/jwks.json",
        "/",
        "/closed", "/authorize?client_id=nobody", "/device", "/apps/request", "/apps", "/sign-out", "/invitation?ticket=a.b", "/try", "/userinfo",
        "/nothing/here",
        Requests.Authorize(), Requests.Authorize(("scope", "nonsense")), Requests.Authorize(("prompt", "none")),
    ];

    public static TheoryData<string, string> Headers => new()
    {
        { "Host", Evil },
        { "Host", Evil + ":443" },
        { "Host", "localhost" },
        { "X-Forwarded-Host", Evil },
        { "X-Forwarded-Host", $"127.0.0.1, {Evil}" },
        { "X-Forwarded-Proto", "https" },
        { "X-Forwarded-Proto", "javascript" },
        { "X-Forwarded-Port", "4711" },
        { "X-Forwarded-Prefix", "/" + Evil },
        { "Forwarded", $"for=1.2.3.4;host={Evil};proto=https" },
        { "X-Original-URL", $"https://{Evil}/apps" },
        { "X-Original-Host", Evil },
        { "X-Rewrite-URL", "/apps" },
        { "X-HTTP-Method-Override", "DELETE" },
        { "X-Forwarded-Scheme", "https" },
        { "Front-End-Https", "on" },
        { "X-ARR-SSL", "on" },
        { "DISGUISED-HOST", Evil },
        { "X-WAWS-Unencoded-URL", $"//{Evil}/apps" },
        { "X-Forwarded-For", Evil },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task No_header_changes_the_answer_of_an_address(string name, string value)
    {
        foreach (var path in Paths)
        {
            var (plain, forged) = (await GetAsync(path, null, ""), await GetAsync(path, name, value));
            Assert.Equal(plain.Status, forged.Status);
            Assert.Equal(Without(plain.Location), Without(forged.Location));
            Assert.Equal(plain.SetCookies.Select(Shape), forged.SetCookies.Select(Shape));
            Assert.Equal(Without(plain.Body), Without(forged.Body));
            Assert.Equal(plain.Header("Content-Security-Policy"), forged.Header("Content-Security-Policy"));
            Assert.Equal(plain.Header("Strict-Transport-Security"), forged.Header("Strict-Transport-Security"));
            Assert.Equal(plain.Header("WWW-Authenticate"), forged.Header("WWW-Authenticate"));
        }
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task No_header_changes_the_issued_tokens_and_addresses(string name, string value)
    {
        var issuer = host.Server.Address.ToString().TrimEnd('/');
        var begun = await PostAsync("/device-authorization", "client_id=demo-device", name, value);
        Assert.Contains($"\"verification_uri\":\"{issuer}/device\"", begun.Body, StringComparison.Ordinal);
        var token = await PostAsync("/token", "grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret", name, value);
        var payload = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token.Body.Split('"')[3].Split('.')[1]));
        Assert.Contains($"\"iss\":\"{issuer}\"", payload, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/closed/oauth2/register")
        {
            Content = new StringContent("""{"grant_types":["client_credentials"]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await host.NewTokenAsync());
        var client = await SendAsync(request, name, value);
        Assert.Equal(HttpStatusCode.Created, client.Status);
        Assert.Contains($"\"registration_client_uri\":\"{issuer}/closed/oauth2/register?", client.Body, StringComparison.Ordinal);
        Assert.All(new[] { begun, token, client }, answer => Assert.DoesNotContain(Evil, answer.Body, StringComparison.Ordinal));
    }

    private Task<Answer> GetAsync(string path, string? name, string value) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), name, value);

    private Task<Answer> PostAsync(string path, string form, string name, string value) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded") }, name, value);

    private async Task<Answer> SendAsync(HttpRequestMessage request, string? name, string value)
    {
        if (name == "Host")
            request.Headers.Host = value;
        else if (name is not null)
            request.Headers.TryAddWithoutValidation(name, value);
        using (request)
        using (var response = await host.Client.SendAsync(request))
            return await Answer.ReadAsync(response);
    }

    /// <summary>A cookie without its value and time.</summary>
    private static string Shape(string cookie) =>
        string.Join(';', cookie.Split(';').Select(part => part.Split('=')[0].Trim() is "path" or "samesite" or "domain" ? part : part.Split('=')[0]));

    /// <summary>The text without random values. A random value has 43 characters, and some have 22 more characters before them.</summary>
    private static string Without(string text) => Chance().Replace(text, "");

    [GeneratedRegex(@"([A-Za-z0-9_-]{22}\.)?[A-Za-z0-9_-]{43}")]
    private static partial Regex Chance();
}
