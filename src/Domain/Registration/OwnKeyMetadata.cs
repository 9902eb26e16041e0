using System.Text.Json;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Registration;

/// <summary>
/// The members jwks, jwks_uri and token_endpoint_auth_signing_alg (RFC 7591 §2). A client with another method than private_key_jwt needs no keys
/// here, so the server leaves them out of its registration.
/// </summary>
/// <param name="Algorithm">The only algorithm of its assertions. Null for any.</param>
internal sealed record OwnKeyMetadata(ClientKeys? Keys, string? Algorithm)
{
    private static readonly OwnKeyMetadata None = new(null, null);

    public static OAuthResult<OwnKeyMetadata> Read(ClientDescription description, string? method)
    {
        var (set, uri, algorithm) = (description.Jwks, Text(description.JwksUri), Text(description.TokenEndpointAuthSigningAlg));
        if (set is not null && uri is not null)
            return OAuthError.InvalidClientMetadata("The jwks and the jwks_uri exclude each other (RFC 7591 section 2).");
        if (method != AuthenticationMethods.PrivateKeyJwt)
            return None;
        if (algorithm is not null && !VerificationAlgorithms.All.Contains(algorithm))
            return OAuthError.InvalidClientMetadata(
                $"The token_endpoint_auth_signing_alg is none of {string.Join(", ", VerificationAlgorithms.All)}.");
        if (uri is not null)
            return KeyRegistration.CheckAddress(uri) is { } problem
                ? OAuthError.InvalidClientMetadata("jwks_uri: " + ClientRegistration.Printable(problem))
                : new OwnKeyMetadata(ClientKeys.At(uri), algorithm);
        return set is { } jwks ? Read(jwks, algorithm)
            : OAuthError.InvalidClientMetadata("A client with the token_endpoint_auth_method private_key_jwt has a jwks or a jwks_uri.");
    }

    private static OAuthResult<OwnKeyMetadata> Read(JsonElement jwks, string? algorithm)
    {
        var (keys, problem) = KeyRegistration.Read(jwks.GetRawText());
        return problem is null
            ? new OwnKeyMetadata(keys, algorithm)
            : OAuthError.InvalidClientMetadata("jwks: " + ClientRegistration.Printable(problem));
    }

    /// <summary>RFC 7592 §2.2: null means that the member is omitted. So does an empty text.</summary>
    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
