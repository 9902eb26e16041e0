using System.Globalization;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Tollgate.TestKit.FunctionsHost.Messages;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>
/// Translates between HTTP and the worker's protocol as the real host does: it joins headers with the same name, and it drops a body without
/// Content-Length.
/// </summary>
internal static class HttpMessages
{
    public static async Task<RpcHttp> ReadAsync(HttpRequest request, WorkerChannel channel)
    {
        var message =
            new RpcHttp { Method = request.Method, Url = $"{(request.IsHttps ? "https" : "http")}://{request.Host}{request.Path}{request.QueryString}" };
        var nullable = channel.Capabilities.ContainsKey("UseNullableValueDictionaryForHttp");
        foreach (var (name, value) in request.Query)
            Add(message.Query, message.NullableQuery, name, value.ToString());
        foreach (var (name, value) in request.Headers)
            Add(message.Headers, message.NullableHeaders, name.ToLowerInvariant(), value.ToString());
        foreach (var (name, value) in request.RouteValues)
            if (value is not null)
                Add(message.Params, message.NullableParams, name, value.ToString()!);
        if (request.ContentLength > 0)
            message.Body = new TypedData { Bytes = await ByteString.FromStreamAsync(request.Body, request.HttpContext.RequestAborted) };
        return message;

        void Add(IDictionary<string, string> plain, IDictionary<string, NullableString> wrapped, string name, string value)
        {
            if (nullable)
                wrapped[name] = new NullableString { Value = value };
            else if (value.Length > 0)
                plain[name] = value;
        }
    }

    public static async Task WriteAsync(RpcHttp message, HttpResponse response)
    {
        foreach (var (name, value) in message.Headers)
            if (name.Equals("content-type", StringComparison.OrdinalIgnoreCase))
                response.ContentType = value;
            else
                response.Headers.Append(name, value);
        response.StatusCode = int.Parse(message.StatusCode, CultureInfo.InvariantCulture);
        foreach (var cookie in message.Cookies)
            response.Cookies.Append(cookie.Name, cookie.Value, Options(cookie));
        var body = message.Body?.DataCase switch
        {
            TypedData.DataOneofCase.Bytes => message.Body.Bytes,
            TypedData.DataOneofCase.Stream => message.Body.Stream,
            TypedData.DataOneofCase.String => ByteString.CopyFromUtf8(message.Body.String),
            TypedData.DataOneofCase.None or null => ByteString.Empty,
            var other => throw new InvalidOperationException($"A body of the kind {other} is not one that the app answers."),
        };
        // The answer has no Content-Length. So the server sends it in chunks, as the real host does.
        if (!body.IsEmpty)
            await response.Body.WriteAsync(body.Memory, response.HttpContext.RequestAborted);
    }

    private static CookieOptions Options(RpcHttpCookie cookie) => new()
    {
        Domain = cookie.Domain?.Value,
        Path = cookie.Path?.Value,
        Expires = cookie.Expires?.Value?.ToDateTimeOffset(),
        Secure = cookie.Secure?.Value ?? false,
        HttpOnly = cookie.HttpOnly?.Value ?? false,
        MaxAge = cookie.MaxAge is { } age ? TimeSpan.FromSeconds(age.Value) : null,
        SameSite = cookie.SameSite switch
        {
            RpcHttpCookie.Types.SameSite.Lax => SameSiteMode.Lax,
            RpcHttpCookie.Types.SameSite.Strict => SameSiteMode.Strict,
            RpcHttpCookie.Types.SameSite.ExplicitNone => SameSiteMode.None,
            _ => SameSiteMode.Unspecified,
        },
    };
}
