using Tollgate.Domain.Users;

namespace Tollgate.Domain.Sessions;

/// <summary>A browser that somebody has signed in with. <paramref name="Id"/> is no secret; the cookie is a handle that has one.</summary>
public sealed record Session(string Id, string Subject, string Username, Authentication Authentication, DateTimeOffset ExpiresAt);
