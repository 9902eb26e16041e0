using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Authorization;

/// <summary>Asks whether to sign out (OpenID Connect RP-Initiated Logout §2).</summary>
public sealed record SignOutPage(string Continue, string FormToken, string Username) : Page
{
    /// <summary>Whether the user goes back to a client afterwards (§3).</summary>
    public bool LeadsToClient { get; init; }
}

/// <summary>Says that the user is signed out.</summary>
public sealed record SignedOutPage : Page;
