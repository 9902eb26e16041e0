namespace Tollgate.Domain.Sealing;

/// <summary>
/// The versions of the root, read when they are first needed. A version that is not the newest still opens what it sealed. An
/// outage throws.
/// </summary>
public interface ISealingRoots
{
    /// <exception cref="NoSealingRootException">There is none, or the server may not read it.</exception>
    ValueTask<SealingRoot> NewestAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Null when there is no such version. An unknown number may be newer than the last reading, so it causes another one, with a
    /// pause between.
    /// </summary>
    ValueTask<SealingRoot?> FindAsync(uint number, CancellationToken cancellationToken);
}
