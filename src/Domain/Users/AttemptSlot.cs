namespace Tollgate.Domain.Users;

/// <summary>One of the tries that a window has, taken.</summary>
/// <param name="Version">Tells this taking of the slot from a later one.</param>
public sealed record AttemptSlot(AttemptWindow Window, int Number, string Version);
