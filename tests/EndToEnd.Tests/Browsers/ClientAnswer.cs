using Microsoft.AspNetCore.Http;

namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>A request of a browser to a client's redirect URI, with the parameters of the authorization response.</summary>
internal sealed record ClientAnswer(string Method, IReadOnlyDictionary<string, string> Parameters, string? Referer, string? Cookie, string? Origin)
{
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    public static async Task<ClientAnswer> ReadAsync(HttpRequest request)
    {
        var parameters = HttpMethods.IsPost(request.Method)
            ? (await request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString())
            : request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        return new ClientAnswer(request.Method, parameters, Header("Referer"), Header("Cookie"), Header("Origin"));

        string? Header(string name) => request.Headers[name] is { Count: > 0 } values ? values.ToString() : null;
    }
}
