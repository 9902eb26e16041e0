using Tollgate.Domain.Users;

namespace Tollgate.Operator.Users;

/// <summary>A user as JSON. It includes the password only if the command has just generated the password.</summary>
internal sealed record UserDocument
{
    public required string Username { get; init; }

    public string? Password { get; init; }

    /// <summary>The link of a new invitation.</summary>
    public string? Invitation { get; init; }

    public DateTimeOffset? InvitationExpiresAt { get; init; }

    /// <summary>The claim sub.</summary>
    public required string Subject { get; init; }

    public required string Workspace { get; init; }

    public string? Name { get; init; }

    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    public string? Email { get; init; }

    public required bool EmailVerified { get; init; }

    public string? PhoneNumber { get; init; }

    public required bool PhoneNumberVerified { get; init; }

    public PostalAddress? Address { get; init; }

    public required bool Operator { get; init; }

    public required bool Disabled { get; init; }

    /// <summary>Sessions and grants of sign-ins before this time have ended. Null when none have been ended.</summary>
    public DateTimeOffset? SignedOutBefore { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public static UserDocument Of(User user, string workspace, string? password = null) => new()
    {
        Username = user.Username,
        Password = password,
        Subject = user.Subject,
        Workspace = workspace,
        Name = user.Name,
        GivenName = user.GivenName,
        FamilyName = user.FamilyName,
        Email = user.Email,
        EmailVerified = user.IsEmailVerified,
        PhoneNumber = user.PhoneNumber,
        PhoneNumberVerified = user.IsPhoneNumberVerified,
        Address = user.Address,
        Operator = user.IsOperator,
        Disabled = user.IsDisabled,
        SignedOutBefore = user.SignedOutBefore,
        UpdatedAt = user.UpdatedAt,
    };
}
