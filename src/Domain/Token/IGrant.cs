using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Token;

/// <summary>
/// One value of grant_type (RFC 6749 §4). The token endpoint has authenticated the client and checked that it may use the
/// grant; the grant decides what the tokens stand for.
/// </summary>
public interface IGrant
{
    string GrantType { get; }

    /// <summary>Other values that published guides print for it; not in the metadata.</summary>
    IReadOnlyList<string> Aliases => [];

    /// <summary>Left out of OAuth 2.1 for good reasons: not advertised, and logged when used.</summary>
    bool IsLegacy => false;

    ValueTask<OAuthResult<TokenAuthorization>> AuthorizeAsync(TokenRequest request, CancellationToken cancellationToken);
}
