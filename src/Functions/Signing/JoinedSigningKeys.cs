using Azure;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Signs with the keys of one mode and also publishes the keys of another mode. So verifiers know the new keys before a change of the mode
/// takes effect, and the change makes no token invalid (docs/adr/0012).
/// </summary>
internal sealed class JoinedSigningKeys(ISigningKeys signing, ISigningKeys published, ILogger logger) : ISigningKeys
{
    private readonly JoinedKeySets _joined = new();

    public IReadOnlyList<string> Algorithms => signing.Algorithms;

    public ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken) => signing.CurrentAsync(algorithm, cancellationToken);

    public ValueTask<bool> IsAnnouncedAsync(string algorithm, DateTimeOffset? since, CancellationToken cancellationToken) =>
        signing.IsAnnouncedAsync(algorithm, since, cancellationToken);

    public async ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken)
    {
        var one = await signing.PublishedAsync(cancellationToken);
        return await OthersAsync(cancellationToken) is { IsEmpty: false } other ? _joined.Join([one, other]) : one;
    }

    public async ValueTask<KeySet> FormerAsync(CancellationToken cancellationToken) =>
        (await signing.FormerAsync(cancellationToken)).With(await published.FormerAsync(cancellationToken));

    /// <summary>
    /// The keys of the other mode. Null when that mode has no keys for this workspace, or the app may not read them. When the keys cannot
    /// be read for another reason, the request for the JWK Set fails: verifiers would cache a set that lacks keys.
    /// </summary>
    private async ValueTask<KeySet?> OthersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await published.PublishedAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is NoSigningKeyException or RequestFailedException { Status: 403 or 404 })
        {
            logger.LogWarning(exception, "There are no keys to publish besides those that sign");
            return null;
        }
    }
}
