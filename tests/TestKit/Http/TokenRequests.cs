using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tollgate.TestKit.Http;

/// <summary>Token requests as clients send them, and helpers that read the answers.</summary>
public static class TokenRequests
{
    public const string DemoCredentials = "demo-service:demo-service-secret";

    /// <param name="proofs">The values of DPoP headers.</param>
    public static Task<HttpResponseMessage> PostTokenAsync(
        this HttpClient client, string body, string? basic = null, string path = "/token", params IEnumerable<string> proofs)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        if (basic is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        foreach (var proof in proofs)
            request.Headers.Add("DPoP", proof);
        return client.SendAsync(request);
    }

    public static async Task<string> DemoTokenAsync(this HttpClient client, string scope = "")
    {
        using var response = await client.PostTokenAsync($"grant_type=client_credentials&scope={scope}", DemoCredentials);
        return (await response.JsonAsync()).GetProperty("access_token").GetString()!;
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync();
        using var document = await JsonDocument.ParseAsync(body);
        return document.RootElement.Clone();
    }

    public static string Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : "";
}
