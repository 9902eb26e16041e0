using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Http;

/// <summary>Turns an HTTP request into an <see cref="EndpointRequest"/>. It refuses a request that it does not understand.</summary>
internal static class RequestReader
{
    public const int MaximumBody = 64 * 1024;

    private const string FormType = "application/x-www-form-urlencoded";

    private const string JsonType = "application/json";

    public static OAuthError NoAddress { get; } = OAuthError.InvalidRequest("The Host header is missing or malformed.");

    public static async ValueTask<OAuthResult<EndpointRequest>> ReadAsync(
        HttpRequestData request, EndpointPolicy policy, string path, Workspace workspace, TrustedProxy? proxy, CancellationToken cancellationToken)
    {
        if (!TryHeader(request, "Authorization", out var authorization))
            return OAuthError.InvalidRequest("The request has more than one Authorization header.");
        var kind = KindOf(request.Method);
        var hasBody = kind is RequestKind.Submission or RequestKind.Replacement;
        var body = hasBody
            ? await ReadBodyAsync(request, policy.TakesJson ? JsonType : FormType, cancellationToken)
            : Array.Empty<byte>();
        if (body.IsError)
            return body.Error;
        if ((hasBody && !policy.TakesJson ? body.Value : QueryOf(request)) is not { } raw)
            return NoAddress;
        var parameters = ParameterSet.Parse(raw);
        if (parameters.IsError)
            return parameters.Error;
        return new EndpointRequest(workspace, parameters.Value)
        {
            Method = request.Method,
            Path = path,
            Authorization = authorization,
            DpopProof = policy.IsPage ? null : Joined(request, "DPoP"),
            Raw = raw,
            Json = policy.TakesJson ? body.Value : default(ReadOnlyMemory<byte>),
            Kind = kind,
            SessionCookie = BrowserCookies.Read(request, CookieKind.Session, workspace),
            BrowserCookie = BrowserCookies.Read(request, CookieKind.Browser, workspace),
            NoticeCookie = policy.IsPage ? BrowserCookies.Read(request, CookieKind.Notice, workspace) : null,
            RemoteNetwork = RemoteNetwork.Of(request, proxy),
            IsCrossSite = TryHeader(request, "Sec-Fetch-Site", out var site) && site == "cross-site",
        };
    }

    /// <summary>The address of the request. Null when it is malformed: the worker builds it from the Host header, which anybody can write.</summary>
    public static Uri? AddressOf(HttpRequestData request)
    {
        try
        {
            return request.Url;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    /// <summary>Reads a header that must not be repeated. False when it is repeated. The value is null when the header is missing.</summary>
    public static bool TryHeader(HttpRequestData request, string name, out string? value)
    {
        value = null;
        if (!request.Headers.NonValidated.TryGetValues(name, out var values))
            return true;
        foreach (var each in values)
        {
            if (value is not null)
                return false;
            value = each;
        }

        return true;
    }

    /// <summary>The values of a header, joined as RFC 9110 §5.3 says. Null when the header is missing.</summary>
    private static string? Joined(HttpRequestData request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private static byte[]? QueryOf(HttpRequestData request) =>
        AddressOf(request) is { } address ? Encoding.UTF8.GetBytes(address.Query.TrimStart('?')) : null;

    private static RequestKind KindOf(string method) => method.ToUpperInvariant() switch
    {
        "POST" => RequestKind.Submission,
        "PUT" => RequestKind.Replacement,
        "DELETE" => RequestKind.Removal,
        _ => RequestKind.Reading,
    };

    private static async ValueTask<OAuthResult<byte[]>> ReadBodyAsync(HttpRequestData request, string wanted, CancellationToken cancellationToken)
    {
        var isWanted = TryHeader(request, "Content-Type", out var type) && IsOfType(type, wanted);
        if (ExpectedLength(request) > MaximumBody)
            return TooLarge();
        var buffer = ArrayPool<byte>.Shared.Rent((ExpectedLength(request) ?? MaximumBody) + 1);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            if (length > MaximumBody)
                return TooLarge();
            // An empty body needs no type: a protected resource may be called with an empty POST.
            return isWanted || (length == 0 && type is null)
                ? buffer[..length]
                : OAuthError.InvalidRequest($"The Content-Type is not {wanted} in UTF-8.");
        }
        catch (IOException exception)
        {
            // The body was cut off, stalled or badly framed. The caller caused that, so it must not fill the log of faults.
            return OAuthError.InvalidRequest("The body could not be read.", exception.Message);
        }
        finally
        {
            // The buffer held secrets, and other code rents it next.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static OAuthError TooLarge() => OAuthError.InvalidRequest("The body is larger than 64 KiB.");

    /// <summary>The length that the request announces. Null without a valid Content-Length: the buffer then has the maximum size.</summary>
    private static int? ExpectedLength(HttpRequestData request)
    {
        if (!TryHeader(request, "Content-Length", out var header) || !long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return null;
        return (int)Math.Min(length, MaximumBody + 1);
    }

    private static bool IsOfType(string? type, string wanted)
    {
        if (type == wanted)
            return true;
        return MediaTypeHeaderValue.TryParse(type, out var parsed)
            && wanted.Equals(parsed.MediaType, StringComparison.OrdinalIgnoreCase)
            && (parsed.CharSet is null || parsed.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }
}
