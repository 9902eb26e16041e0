using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Http;

/// <summary>Turns an HTTP request into an <see cref="EndpointRequest"/>. Strict: what it does not understand it refuses.</summary>
internal static class RequestReader
{
    public const int MaximumBody = 64 * 1024;

    private const string FormType = "application/x-www-form-urlencoded";

    public static async ValueTask<OAuthResult<EndpointRequest>> ReadAsync(
        HttpRequestData request, Workspace workspace, CancellationToken cancellationToken)
    {
        if (!TryHeader(request, "Authorization", out var authorization))
            return OAuthError.InvalidRequest("The request has more than one Authorization header.");
        var isPost = IsPost(request);
        var raw = isPost
            ? await ReadFormAsync(request, cancellationToken).ConfigureAwait(false)
            : Encoding.UTF8.GetBytes(request.Url.Query.TrimStart('?'));
        if (raw.IsError)
            return raw.Error;
        var parameters = ParameterSet.Parse(raw.Value);
        if (parameters.IsError)
            return parameters.Error;
        var isHttps = workspace.IssuerAddress.Scheme == Uri.UriSchemeHttps;
        return new EndpointRequest(workspace, parameters.Value)
        {
            Authorization = authorization,
            Raw = raw.Value,
            IsSubmission = isPost,
            SessionCookie = BrowserCookies.Read(request, CookieKind.Session, isHttps),
            BrowserCookie = BrowserCookies.Read(request, CookieKind.Browser, isHttps),
            RemoteNetwork = RemoteNetwork.Of(request),
        };
    }

    /// <summary>The value of a header that may stand once; false where it stands more often.</summary>
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

    private static bool IsPost(HttpRequestData request) => request.Method.Equals("POST", StringComparison.OrdinalIgnoreCase);

    private static async ValueTask<OAuthResult<byte[]>> ReadFormAsync(HttpRequestData request, CancellationToken cancellationToken)
    {
        var isForm = TryHeader(request, "Content-Type", out var type) && IsForm(type);
        var buffer = ArrayPool<byte>.Shared.Rent(MaximumBody + 1);
        var length = 0;
        try
        {
            length = await request.Body.ReadAtLeastAsync(buffer, MaximumBody + 1, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            // Nothing needs no type: a resource may be asked with an empty POST.
            if (!isForm && (length > 0 || type is not null))
                return OAuthError.InvalidRequest($"The Content-Type is not {FormType}.");
            return length > MaximumBody ? OAuthError.InvalidRequest("The body is larger than 64 KiB.") : buffer[..length];
        }
        finally
        {
            // It held secrets, and the next renter is somebody else.
            buffer.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsForm(string? type)
    {
        if (type == FormType)
            return true;
        return MediaTypeHeaderValue.TryParse(type, out var parsed)
            && FormType.Equals(parsed.MediaType, StringComparison.OrdinalIgnoreCase)
            && (parsed.CharSet is null || parsed.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }
}
