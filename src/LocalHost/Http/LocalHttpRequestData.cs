using System.Security.Claims;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Tollgate.LocalHost.Http;

/// <summary>A Kestrel request as functions see it.</summary>
internal sealed class LocalHttpRequestData(FunctionContext context, HttpRequest request) : HttpRequestData(context)
{
    private const string ForwardedFor = "X-Forwarded-For";

    private HttpHeadersCollection? _headers;
    private Uri? _url;

    public override Stream Body => request.Body;

    public override HttpHeadersCollection Headers => _headers ??= Copy(request);

    public override IReadOnlyCollection<IHttpCookie> Cookies =>
        [.. request.Cookies.Select(cookie => new HttpCookie(cookie.Key, cookie.Value))];

    public override Uri Url => _url ??= UrlOf(request);

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method => request.Method;

    public override HttpResponseData CreateResponse() => new LocalHttpResponseData(FunctionContext);

    /// <summary>Kestrel accepts Host headers that are not valid in a URI. Then the URI has localhost: no code of this server depends on its host.</summary>
    private static Uri UrlOf(HttpRequest request) => Uri.TryCreate(request.GetEncodedUrl(), UriKind.Absolute, out var url)
        ? url
        : new Uri(UriHelper.BuildAbsolute(request.Scheme, new HostString("localhost"), request.PathBase, request.Path, request.QueryString));

    private static HttpHeadersCollection Copy(HttpRequest request)
    {
        var copy = new HttpHeadersCollection();
        // The host joins the values of a repeated header by commas.
        foreach (var (name, values) in request.Headers)
            if (!name.Equals(ForwardedFor, StringComparison.OrdinalIgnoreCase))
                copy.TryAddWithoutValidation(name, values.Count == 1 ? values[0] : string.Join(',', values.AsEnumerable()));
        // As in the platform's front end, the address of the connection comes last, after the values that the caller sent.
        var address = $"{request.HttpContext.Connection.RemoteIpAddress}";
        copy.TryAddWithoutValidation(ForwardedFor, request.Headers[ForwardedFor] is { Count: > 0 } said ? $"{said},{address}" : address);
        return copy;
    }
}
