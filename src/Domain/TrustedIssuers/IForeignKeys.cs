using Tollgate.Domain.Keys;

namespace Tollgate.Domain.TrustedIssuers;

/// <summary>The published keys of trusted issuers. Throws when they cannot be read and none are cached.</summary>
public interface IForeignKeys
{
    /// <summary>The keys that may have this kid. An unknown kid causes a new reading, at a limited rate.</summary>
    ValueTask<IReadOnlyList<PublicKey>> FindAsync(TrustedIssuer issuer, string? keyId, CancellationToken cancellationToken);
}
