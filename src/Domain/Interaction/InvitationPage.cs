namespace Tollgate.Domain.Interaction;

/// <summary>Lets somebody who was invited choose a password, once.</summary>
/// <param name="Ticket">Proof of the invitation.</param>
public sealed record InvitationPage(string Ticket, string FormToken, string Username) : Page
{
    public InvitationProblem Problem { get; init; }
}
