using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>client_secret_basic: HTTP Basic with form-encoded id and secret (RFC 6749 §2.3.1, RFC 7617).</summary>
public sealed class ClientSecretBasic : IClientAuthenticationMethod
{
    private const string Scheme = "Basic ";

    public string Name => "client_secret_basic";

    public bool IsUsedBy(EndpointRequest request) =>
        request.Authorization is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    public ValueTask<OAuthResult<ClientCredentials>> ReadAsync(EndpointRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(request));

    private static OAuthResult<ClientCredentials> Read(EndpointRequest request)
    {
        var encoded = request.Authorization.AsSpan(Scheme.Length).Trim(' ');
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

    private static OAuthError Malformed(string detail) =>
        OAuthError.InvalidClient("The Basic credentials in the Authorization header are malformed.", detail);
}
