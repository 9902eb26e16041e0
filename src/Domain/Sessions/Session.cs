using Tollgate.Domain.Users;

namespace Tollgate.Domain.Sessions;

/// <summary>A signed-in browser. <paramref name="Id"/> is not secret. The cookie is a handle, which consists of the id and a secret.</summary>
public sealed record Session(string Id, string Subject, string Username, Authentication Authentication, DateTimeOffset ExpiresAt);
