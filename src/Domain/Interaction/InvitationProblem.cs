namespace Tollgate.Domain.Interaction;

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
