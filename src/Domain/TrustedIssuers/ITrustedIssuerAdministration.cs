namespace Tollgate.Domain.TrustedIssuers;

/// <summary>The trusted issuers, as the operator command manages them. Nothing is cached. Every workspace is given by its name.</summary>
public interface ITrustedIssuerAdministration
{
    Task<TrustedIssuer?> FindAsync(string workspace, string issuer, CancellationToken cancellationToken);

    /// <summary>All issuers of a workspace, in no particular order.</summary>
    IAsyncEnumerable<TrustedIssuer> ListAsync(string workspace, CancellationToken cancellationToken = default);

    /// <summary>Adds the issuer, or replaces it.</summary>
    Task PutAsync(string workspace, TrustedIssuer issuer, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the issuer by the result of <paramref name="change"/>. Starts again when another command has changed the issuer
    /// meanwhile. Null when there is no such issuer.
    /// </summary>
    Task<TrustedIssuer?> ChangeAsync(string workspace, string issuer, Func<TrustedIssuer, TrustedIssuer> change, CancellationToken cancellationToken);

    /// <summary>False when there is no such issuer.</summary>
    Task<bool> RemoveAsync(string workspace, string issuer, CancellationToken cancellationToken);
}
