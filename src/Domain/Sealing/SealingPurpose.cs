namespace Tollgate.Domain.Sealing;

/// <summary>
/// The purpose that a value is sealed for. Each purpose has keys of its own, so a value that was sealed for one purpose never opens for
/// another. A name is part of the keys: a changed name makes everything under it unreadable.
/// </summary>
public sealed record SealingPurpose
{
    /// <summary>The rows of the signing keys of wrapped mode.</summary>
    public static readonly SealingPurpose SigningKeyRow = new("signing-key-row");

    /// <summary>A sign-in that has passed some of its steps. The browser keeps it.</summary>
    public static readonly SealingPurpose PartialSignIn = new("partial-sign-in");

    /// <summary>A new client secret, on its way over a redirect to the page that shows it.</summary>
    public static readonly SealingPurpose NewSecret = new("new-secret");

    /// <summary>The nonces of DPoP proofs.</summary>
    public static readonly SealingPurpose DpopNonce = new("dpop-nonce");

    private SealingPurpose(string name) => Name = name;

    public string Name { get; }

    public override string ToString() => Name;
}
