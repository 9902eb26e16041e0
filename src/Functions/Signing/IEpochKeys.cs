namespace Tollgate.Functions.Signing;

/// <summary>The keys of wrapped mode, as the operator command manages them.</summary>
public interface IEpochKeys
{
    /// <summary>Lists the keys by algorithm and number. A damaged row is returned as a key that cannot be read.</summary>
    Task<List<EpochKey>> ListAsync(string ring, CancellationToken cancellationToken);

    /// <summary>The rings that have a key.</summary>
    Task<List<string>> RingsAsync(CancellationToken cancellationToken);

    /// <summary>False when another program has changed the key since it was read.</summary>
    Task<bool> TryUpdateAsync(EpochKey key, CancellationToken cancellationToken);

    Task RemoveAsync(EpochKey key, CancellationToken cancellationToken);
}
