using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Authorization;

/// <summary>Asks whether to sign out (OpenID Connect RP-Initiated Logout §2).</summary>
public sealed record SignOutPage(string Continue, string FormToken, string Username) : Page
{
    /// <summary>Whether the user goes back to a client afterwards (§3).</summary>
    public bool LeadsToClient { get; init; }
}

/// <summary>Says that the user is signed out.</summary>
public sealed record SignedOutPage : Page
{
    /// <summary>The way to the client. Null when no way leads to a client.</summary>
    public WayToClient? Way { get; init; }
}

/// <summary>A link to an openly registered client. Such a client must not make this server redirect people (RFC 9700 §4.11.2).</summary>
/// <param name="Host">The origin of the address, for people to read.</param>
public sealed record WayToClient(string ClientName, string Target, string Host);
