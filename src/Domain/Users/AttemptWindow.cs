namespace Tollgate.Domain.Users;

/// <summary>What is counted, and until when: the next window begins with no try.</summary>
public sealed record AttemptWindow(string Key, DateTimeOffset End);
