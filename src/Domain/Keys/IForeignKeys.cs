namespace Tollgate.Domain.Keys;

/// <summary>The published keys of trusted issuers and of clients. Throws when the keys cannot be read and no keys are cached.</summary>
public interface IForeignKeys
{
    /// <summary>The keys that may have this kid. An unknown kid causes a new reading, at a limited rate.</summary>
    ValueTask<IReadOnlyList<PublicKey>> FindAsync(ForeignKeySource source, string? keyId, CancellationToken cancellationToken);
}

/// <summary>
/// Where the keys of another party are: at the address of its JWK Set, or at the jwks_uri in the metadata of an issuer (RFC 8414 §2).
/// </summary>
/// <param name="Owner">The issuer, or the client. The log names it.</param>
/// <param name="JwksUri">Null when <paramref name="Owner"/> is an issuer whose metadata names the address.</param>
public sealed record ForeignKeySource(string Owner, string? JwksUri)
{
    /// <summary>Whether the owner is a client. A client may have chosen the address itself.</summary>
    public bool IsOfClient { get; init; }

    /// <summary>The maximum size of the JWK Set in bytes.</summary>
    public int MaximumSize { get; init; } = 256 * 1024;
}
