using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Authorization;

/// <summary>Asks whether to sign out (OpenID Connect RP-Initiated Logout §2).</summary>
public sealed record SignOutPage(string Continue, string FormToken, string Username) : Page
{
    /// <summary>Whether a client asks, to which the user goes back (§3).</summary>
    public bool LeadsToClient { get; init; }
}

/// <summary>Nobody is signed in any more.</summary>
public sealed record SignedOutPage : Page;
