namespace Tollgate.Domain.Messages;

/// <summary>The names of the fields that forms of several pages have. The pages write them, and the endpoints read them.</summary>
public static class PageFields
{
    /// <summary>Proves that this server made the form for this browser.</summary>
    public const string FormToken = "form_token";

    /// <summary>The request to go on with after the form.</summary>
    public const string Continue = "continue";

    public const string Username = "username";
    public const string Password = "password";

    /// <summary>The new password, typed once more.</summary>
    public const string PasswordAgain = "password_again";

    public const string UserCode = "user_code";
    public const string Ticket = "ticket";
    public const string Action = "action";

    /// <summary><see cref="Allow"/> or <see cref="Deny"/>.</summary>
    public const string Decision = "decision";

    public const string Allow = "allow";
    public const string Deny = "deny";
}
