using Tollgate.Domain.Keys;

namespace Tollgate.Domain.TrustedIssuers;

/// <summary>The published keys of trusted issuers. Faults where they cannot be had and none are remembered.</summary>
public interface IForeignKeys
{
    /// <summary>The keys that the kid may mean; an unknown one makes the keys be read anew, though not at everybody's beck.</summary>
    ValueTask<IReadOnlyList<PublicKey>> FindAsync(TrustedIssuer issuer, string? keyId, CancellationToken cancellationToken);
}
