using System.Buffers;
using System.Net.Http.Headers;
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
        var parameters = IsPost(request)
            ? await ReadFormAsync(request, cancellationToken).ConfigureAwait(false)
            : ParameterSet.Parse(request.Url.Query.TrimStart('?'));
        return parameters.IsError
            ? parameters.Error
            : new EndpointRequest(workspace, parameters.Value) { Authorization = authorization };
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

    private static async ValueTask<OAuthResult<ParameterSet>> ReadFormAsync(HttpRequestData request, CancellationToken cancellationToken)
    {
        if (!TryHeader(request, "Content-Type", out var type) || !IsForm(type))
            return OAuthError.InvalidRequest($"The Content-Type is not {FormType}.");
        var buffer = ArrayPool<byte>.Shared.Rent(MaximumBody + 1);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer, MaximumBody + 1, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return length > MaximumBody
                ? OAuthError.InvalidRequest("The body is larger than 64 KiB.")
                : ParameterSet.Parse(buffer.AsSpan(0, length));
        }
        finally
        {
            // It held secrets, and the next renter is somebody else.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
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
