using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Token;

/// <summary>
/// One value of grant_type (RFC 6749 §4). The token endpoint has authenticated the client and checked that it may use the grant.
/// The grant decides the content of the tokens.
/// </summary>
public interface IGrant
{
    string GrantType { get; }

    /// <summary>Other values that published guides print for this grant type. The metadata does not list them.</summary>
    IReadOnlyList<string> Aliases => [];

    /// <summary>OAuth 2.1 dropped this grant. It is not advertised, and its use is logged.</summary>
    bool IsLegacy => false;

    ValueTask<OAuthResult<TokenAuthorization>> AuthorizeAsync(TokenRequest request, CancellationToken cancellationToken);
}
