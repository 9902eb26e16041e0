using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Grants;

/// <summary>
/// One value of grant_type (RFC 6749 §4). The token endpoint has authenticated the client and checked that it may use the
/// grant; the grant decides what the tokens stand for.
/// </summary>
public interface IGrant
{
    string GrantType { get; }

    ValueTask<OAuthResult<Authorization>> AuthorizeAsync(TokenRequest request, CancellationToken cancellationToken);
}
