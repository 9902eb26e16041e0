namespace Tollgate.Domain.Sealing;

/// <summary>
/// The versions of the root, read when they are first needed. An older version still opens the values that it sealed. An outage causes an
/// exception.
/// </summary>
public interface ISealingRoots
{
    /// <exception cref="NoSealingRootException">There is no root, or the server may not read it.</exception>
    ValueTask<SealingRoot> NewestAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Null when there is no such version. An unknown number may belong to a version that is newer than the last read. It therefore
    /// causes another read, but not before a pause has passed.
    /// </summary>
    ValueTask<SealingRoot?> FindAsync(uint number, CancellationToken cancellationToken);
}
