using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Grants;

/// <summary>
/// What a resource owner granted a client (RFC 6749 §1.3): one row from the code to the last refresh token. Each step is a
/// conditional write of the whole row, so that of two requests at the same time only one takes it.
/// </summary>
public sealed record AuthorizationGrant(string Id)
{
    public required string ClientId { get; init; }

    /// <summary>
    /// The <see cref="Client.Generation"/> that it was given to; empty where the client has none; null where 0.1.0 wrote the row
    /// last, which does not keep it.
    /// </summary>
    public string? ClientGeneration { get; init; }

    public required string Subject { get; init; }

    public required ScopeSet Scope { get; init; }

    public required GrantState State { get; init; }

    /// <summary>When the row has lost all meaning: after the last token that can come of it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required Authentication Authentication { get; init; }

    public string? SessionId { get; init; }

    public string? Nonce { get; init; }

    /// <summary>As sent in the authorization request; null where it was left out.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>S256 (RFC 7636 §4.2).</summary>
    public string? CodeChallenge { get; init; }

    public byte[]? CodeHash { get; init; }

    public DateTimeOffset CodeExpiresAt { get; init; }

    /// <summary>The attempt that wrote the row last: tells a retry of one's own write from another request's.</summary>
    public string? Redemption { get; init; }

    public DeviceState? Device { get; init; }

    public RefreshState? Refresh { get; init; }

    /// <summary>Whether it was given to this client, and not to an earlier one of the same id.</summary>
    public bool IsOf(Client client) => ClientId == client.ClientId
        && ((ClientGeneration ?? "") == GenerationOf(client)
            || ((ClientGeneration is null || client.Generation is null) && IsGivenSince(client.CreatedAt)));

    /// <summary>What to write as <see cref="ClientGeneration"/>.</summary>
    public static string GenerationOf(Client client) => client.Generation ?? "";

    /// <summary>
    /// While 0.1.0 runs beside this version it drops the generations of the rows that it writes. The moments that it does keep
    /// say nearly the same: a code or device code that was out when the client was made anew passes.
    /// </summary>
    private bool IsGivenSince(DateTimeOffset made) => Authentication.At >= made || CodeExpiresAt > made || Device?.ExpiresAt > made;

    /// <summary>What of its scope the client may have now: an operator may have taken some of it away since.</summary>
    public OAuthResult<ScopeSet> ScopeFor(Client client)
    {
        var scope = Scope.Intersect(client.Scope);
        return scope.IsEmpty && !Scope.IsEmpty
            ? OAuthError.InvalidScope("The client may have none of the granted scopes any more.")
            : scope;
    }

    /// <summary>The version of the row that was read; the next write holds only if it still is.</summary>
    public string? Version { get; init; }
}
