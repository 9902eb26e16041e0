namespace Tollgate.Domain.Invitations;

/// <summary>Lets whoever holds its ticket choose the first password of a user, once.</summary>
public sealed record Invitation(string Subject, string Username, DateTimeOffset ExpiresAt);
