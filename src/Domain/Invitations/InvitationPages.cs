using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Invitations;

/// <summary>Lets somebody who was invited choose a password, once.</summary>
/// <param name="Ticket">Proof of the invitation.</param>
public sealed record InvitationPage(string Ticket, string FormToken, string Username) : Page
{
    public InvitationProblem Problem { get; init; }
}

/// <summary>An invitation's link that leads nowhere any more, or never did.</summary>
public sealed record InvitationOverPage : Page;

/// <summary>Why the page that asks for a first password is shown again.</summary>
public enum InvitationProblem
{
    None,

    /// <summary>Fewer than <see cref="Users.Passwords.MinimumLength"/> characters, or too many.</summary>
    Length,

    /// <summary>The two fields differ.</summary>
    Different,

    /// <summary>The form came from elsewhere, or the browser has lost its cookie.</summary>
    StaleForm,
}
