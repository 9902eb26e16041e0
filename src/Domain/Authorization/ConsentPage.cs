using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization;

/// <summary>Asks the user to allow a client the scopes of its request.</summary>
public sealed record ConsentPage(string Continue, string FormToken, string ClientName, string Username, ScopeSet Scope) : Page
{
    /// <summary>Whether the client registered itself and no operator has checked it.</summary>
    public bool IsUnvetted { get; init; }

    /// <summary>The origin of the redirect URI, or its scheme if an app owns the scheme. The page shows it to the user.</summary>
    public required string RedirectHost { get; init; }
}
