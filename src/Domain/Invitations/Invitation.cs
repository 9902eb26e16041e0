namespace Tollgate.Domain.Invitations;

/// <summary>Lets the holder of its ticket choose the first password of a user, once.</summary>
public sealed record Invitation(string Subject, string Username, DateTimeOffset ExpiresAt);
