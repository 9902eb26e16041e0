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
    /// Null when there is no such version. An unknown number may belong to a version that is newer than the last read. So it causes
    /// another read, but not before a pause has passed.
    /// </summary>
    ValueTask<SealingRoot?> FindAsync(uint number, CancellationToken cancellationToken);
}
