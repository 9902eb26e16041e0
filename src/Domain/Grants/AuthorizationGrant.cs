using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Grants;

/// <summary>
/// The grant of a resource owner to a client (RFC 6749 §1.3). One row holds the grant from the code to the last refresh token. Each step
/// writes the whole row conditionally, so that only one of two concurrent requests succeeds.
/// </summary>
public sealed record AuthorizationGrant(string Id)
{
    public required string ClientId { get; init; }

    /// <summary>
    /// The <see cref="Client.Generation"/> that the grant was given to. Empty when the client has no generation. Null when version 0.1.0
    /// wrote the row last, because that version does not keep this value.
    /// </summary>
    public string? ClientGeneration { get; init; }

    public required string Subject { get; init; }

    public required ScopeSet Scope { get; init; }

    public required GrantState State { get; init; }

    /// <summary>When the row can be removed: after the last token of the grant has expired.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required Authentication Authentication { get; init; }

    public string? SessionId { get; init; }

    public string? Nonce { get; init; }

    /// <summary>The redirect_uri of the authorization request. Null when the request left it out.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>The redirect URI of an authorization request without redirect_uri: the only registered redirect URI (RFC 6749 §3.1.2.3).</summary>
    public string? ImpliedRedirectUri { get; init; }

    /// <summary>The code_challenge of the request, made with S256 (RFC 7636 §4.2).</summary>
    public string? CodeChallenge { get; init; }

    public byte[]? CodeHash { get; init; }

    public DateTimeOffset CodeExpiresAt { get; init; }

    /// <summary>A random id of the last write. A request uses it to tell its own write from the write of another request.</summary>
    public string? Redemption { get; init; }

    /// <summary>The key that the code and the refresh tokens are bound to. Null when they are bound to the client alone.</summary>
    public Confirmation? Confirmation { get; init; }

    public DeviceState? Device { get; init; }

    public RefreshState? Refresh { get; init; }

    /// <summary>Whether the grant was given to this client, and not to an earlier client of the same id.</summary>
    public bool IsOf(Client client) => ClientId == client.ClientId
        && ((ClientGeneration ?? "") == GenerationOf(client)
            || ((ClientGeneration is null || client.Generation is null) && IsGivenSince(client.CreatedAt)));

    /// <summary>The value of <see cref="ClientGeneration"/> for a grant of this client.</summary>
    public static string GenerationOf(Client client) => client.Generation ?? "";

    /// <summary>
    /// Version 0.1.0 may run beside this version. It drops the generation of the rows that it writes, so the times in the row
    /// decide instead. One case differs: the times accept a code or device code that was pending when the client was made anew.
    /// </summary>
    private bool IsGivenSince(DateTimeOffset made) => Authentication.At >= made || CodeExpiresAt > made || Device?.ExpiresAt > made;

    /// <summary>
    /// The part of the granted scope that a token may have: an operator may have taken scopes from the client since, and the token may be
    /// for one resource.
    /// </summary>
    public OAuthResult<ScopeSet> ScopeWithin(ScopeTerms terms) => Scope.IsEmpty ? Scope : Scope.Within(terms);

    /// <summary>The version of the row that was read. The next write succeeds only if the row still has it.</summary>
    public string? Version { get; init; }
}
