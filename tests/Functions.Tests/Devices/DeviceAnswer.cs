using System.Net;
using System.Text.Json;

namespace Tollgate.Functions.Tests.Devices;

/// <summary>A complete HTTP answer.</summary>
internal sealed record DeviceAnswer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> Cookies, string Body)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public string? Error => Value("error");

    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    public string? Value(string name) => Json.TryGetProperty(name, out var value) ? value.ToString() : null;

    public static async Task<DeviceAnswer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<string> cookies = response.Headers.TryGetValues("Set-Cookie", out var values) ? [.. values] : [];
        return new DeviceAnswer(response.StatusCode, headers, cookies, await response.Content.ReadAsStringAsync());
    }
}
