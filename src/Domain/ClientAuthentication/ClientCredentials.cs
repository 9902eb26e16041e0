namespace Tollgate.Domain.ClientAuthentication;

/// <summary>What a request claims; nothing of it is proved yet, unless the method itself did. Public clients have no secret to show.</summary>
public sealed record ClientCredentials(string ClientId, string? Secret, bool IsProved = false);
