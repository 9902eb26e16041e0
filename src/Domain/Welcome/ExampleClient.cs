namespace Tollgate.Domain.Welcome;

/// <summary>What examples have in the places of YOUR_CLIENT_ID and the like.</summary>
/// <param name="Secret">Null where it is not known, or there is none.</param>
public sealed record ExampleClient(string ClientId, string? Secret, string? RedirectUri)
{
    /// <summary>The grants whose examples it is for; all of them where null.</summary>
    public IReadOnlyList<string>? GrantTypes { get; init; }

    /// <summary>The resource that its tokens are for; this server's own where null.</summary>
    public string? Audience { get; init; }

    /// <summary>A client that proves who it is with a secret, known or not.</summary>
    public bool IsConfidential { get; init; }
}
