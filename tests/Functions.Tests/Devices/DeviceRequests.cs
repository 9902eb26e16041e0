using System.Net.Http.Headers;
using System.Text;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Devices;

/// <summary>The requests of devices, services and resource servers.</summary>
internal static class DeviceRequests
{
    public const string Service = "demo-service:demo-service-secret";
    public const string Web = "demo-web:demo-web-secret";
    public const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";
    public const string TokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";
    public const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";

    /// <param name="authorization">The value of the Authorization header, sent unchanged.</param>
    public static async Task<DeviceAnswer> FormAsync(this HttpClient client, string path, string body, string? authorization = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await client.SendAsync(request);
        return await DeviceAnswer.ReadAsync(response);
    }

    public static string Basic(string credentials) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));

    public static async Task<DeviceAnswer> BeginDeviceAsync(this HttpClient client, string scope = "notes.read")
    {
        var answer = await client.FormAsync("/device-authorization", $"client_id=demo-device&scope={scope}");
        Assert.True(answer.Status == System.Net.HttpStatusCode.OK, answer.Body);
        return answer;
    }

    public static Task<DeviceAnswer> PollAsync(this HttpClient client, DeviceAnswer begun) =>
        client.FormAsync("/token", $"client_id=demo-device&device_code={begun.Value("device_code")}&grant_type={DeviceGrant}");

    public static async Task<string> ServiceTokenAsync(this HttpClient client, string scope = "")
    {
        var answer = await client.FormAsync("/token", $"grant_type=client_credentials&scope={scope}", Basic(Service));
        return answer.Value("access_token")!;
    }

    public static async Task<DeviceAnswer> ResourceAsync(this HttpClient client, string authorization, string path = "/resource/")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await client.SendAsync(request);
        return await DeviceAnswer.ReadAsync(response);
    }

    public static Task<DeviceAnswer> IntrospectAsync(this HttpClient client, string? token, string credentials = Service) =>
        client.FormAsync("/introspect", $"token={token}", Basic(credentials));

    /// <summary>Connects a device for alice, and returns the answer with its tokens.</summary>
    public static async Task<DeviceAnswer> ConnectDeviceAsync(this HttpClient client, string scope = "notes.read")
    {
        var begun = await client.BeginDeviceAsync(scope);
        using var browser = new ScriptlessBrowser(client.BaseAddress!);
        await browser.DecideAsync(begun.Value("user_code")!, "allow");
        var tokens = await client.PollAsync(begun);
        Assert.True(tokens.Status == System.Net.HttpStatusCode.OK, tokens.Body);
        return tokens;
    }
}
