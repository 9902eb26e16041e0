using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>Reads HTTP Basic with form-encoded id and secret (RFC 6749 §2.3.1, RFC 7617).</summary>
internal static class BasicCredentials
{
    private const string Scheme = AuthenticationSchemes.Basic + " ";

    public static bool AreIn(EndpointRequest request) =>
        request.Authorization is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the password is empty. Some libraries name a public client in this way. Credentials with an empty password end in a colon,
    /// so other credentials are not decoded here.
    /// </summary>
    public static bool AreWithoutPassword(EndpointRequest request)
    {
        var encoded = Encoded(request);
        Span<byte> last = stackalloc byte[3];
        return encoded.Length >= 4 && Convert.TryFromBase64Chars(encoded[^4..], last, out var length) && length > 0 && last[length - 1] == ':'
            && Read(request) is { IsError: false, Value.Secret: "" };
    }

    public static OAuthResult<ClientCredentials> Read(EndpointRequest request)
    {
        var encoded = Encoded(request);
        Span<byte> bytes = encoded.Length <= 512 ? stackalloc byte[encoded.Length] : new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out var length))
            return Malformed("not base64");
        bytes = bytes[..length];
        var colon = bytes.IndexOf((byte)':');
        if (colon < 0)
            return Malformed("no colon");
        var clientId = FormUrlEncoding.Decode(bytes[..colon]);
        var secret = FormUrlEncoding.Decode(bytes[(colon + 1)..]);
        if (string.IsNullOrEmpty(clientId) || secret is null)
            return Malformed("not form-encoded UTF-8");
        return request.Parameters["client_id"] is { } other && other != clientId
            ? OAuthError.InvalidRequest("The client_id in the body is not the one in the Authorization header.")
            : new ClientCredentials(clientId, secret);
    }

    private static ReadOnlySpan<char> Encoded(EndpointRequest request) => request.Authorization.AsSpan(Scheme.Length).Trim(' ');

    private static OAuthError Malformed(string detail) =>
        OAuthError.InvalidClient("The Basic credentials in the Authorization header are malformed.", detail);
}
