namespace Tollgate.Domain.ClientAuthentication;

/// <summary>
/// The credentials of a request. They are not verified unless <paramref name="IsProved"/> is true. <paramref name="Secret"/> is
/// null for public clients.
/// </summary>
public sealed record ClientCredentials(string ClientId, string? Secret, bool IsProved = false);
