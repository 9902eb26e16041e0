using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Invitations;

/// <summary>Asks an invited user to choose a password.</summary>
/// <param name="Ticket">The ticket, which proves the invitation.</param>
public sealed record InvitationPage(string Ticket, string FormToken, string Username) : Page
{
    public InvitationProblem Problem { get; init; }
}

/// <summary>Says that the link of an invitation is not valid or is no longer valid.</summary>
public sealed record InvitationOverPage : Page;

/// <summary>Why the page that asks for a first password is shown again.</summary>
public enum InvitationProblem
{
    None,

    /// <summary>Fewer than <see cref="Users.Passwords.MinimumLength"/> characters, or too many.</summary>
    Length,

    /// <summary>The two fields differ.</summary>
    Different,

    /// <summary>The form came from another site, or the browser has lost its cookie.</summary>
    StaleForm,
}
