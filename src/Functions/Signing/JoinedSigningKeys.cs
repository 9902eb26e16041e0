using Azure;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Signs with the keys of one mode and publishes those of another as well, so that a change of the mode is announced before
/// and no token dies of it afterwards. (docs/adr/0012)
/// </summary>
internal sealed class JoinedSigningKeys(ISigningKeys signing, ISigningKeys published, ILogger logger) : ISigningKeys
{
    private readonly JoinedKeySets _joined = new();

    public IReadOnlyList<string> Algorithms => signing.Algorithms;

    public ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken) => signing.CurrentAsync(algorithm, cancellationToken);

    public async ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken)
    {
        var one = await signing.PublishedAsync(cancellationToken);
        return await OthersAsync(cancellationToken) is { IsEmpty: false } other ? _joined.Join([one, other]) : one;
    }

    /// <summary>
    /// None where the other mode has no keys for this workspace, or the app no right to them. While they cannot be read, the JWK
    /// Set cannot be had either: without them it would be wrong, and kept.
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
