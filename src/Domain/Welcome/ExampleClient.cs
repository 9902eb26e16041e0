namespace Tollgate.Domain.Welcome;

/// <summary>The values that replace YOUR_CLIENT_ID and the like in examples.</summary>
/// <param name="Secret">Null when it is not known, or the client has none.</param>
public sealed record ExampleClient(string ClientId, string? Secret, string? RedirectUri)
{
    /// <summary>The grants whose examples use this client. Null means all grants.</summary>
    public IReadOnlyList<string>? GrantTypes { get; init; }

    /// <summary>The resource that its tokens are for. Null means this server itself.</summary>
    public string? Audience { get; init; }

    /// <summary>A user whose password is public. Null when there is no such user.</summary>
    public ExampleUser? User { get; init; }

    /// <summary>Whether the client authenticates with a secret, known or not.</summary>
    public bool IsConfidential { get; init; }
}

/// <summary>The values that replace YOUR_USERNAME and the like in examples.</summary>
public sealed record ExampleUser(string Username, string Password);
