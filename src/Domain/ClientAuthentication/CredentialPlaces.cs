using Tollgate.Domain.Messages;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>The places where a request may have credentials of its client.</summary>
[Flags]
public enum CredentialPlaces
{
    None = 0,

    /// <summary>The Authorization header with any scheme.</summary>
    Header = 1,

    /// <summary>The parameter client_secret (RFC 6749 §2.3.1).</summary>
    Secret = 2,

    /// <summary>The parameter client_assertion (RFC 7521 §4.2).</summary>
    Assertion = 4,
}

/// <summary>Where a request has credentials.</summary>
internal static class RequestCredentials
{
    public static CredentialPlaces PlacesOf(EndpointRequest request) =>
        (string.IsNullOrWhiteSpace(request.Authorization) ? CredentialPlaces.None : CredentialPlaces.Header)
        | (request.Parameters.Contains("client_secret") ? CredentialPlaces.Secret : CredentialPlaces.None)
        | (request.Parameters.Contains("client_assertion") ? CredentialPlaces.Assertion : CredentialPlaces.None);
}
