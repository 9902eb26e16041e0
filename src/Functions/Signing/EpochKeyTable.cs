using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Tollgate.Functions.Tables;

namespace Tollgate.Functions.Signing;

/// <summary>The keys of wrapped mode: a partition for each ring, a row for each key.</summary>
internal sealed class EpochKeyTable(TableServiceClient tables)
{
    /// <summary>No workspace can have this name.</summary>
    public const string SharedRing = "-";

    private readonly TableClient _table = tables.GetTableClient(TableNames.SigningKeys);

    /// <summary>In the order of their algorithms and numbers.</summary>
    public async Task<List<EpochKey>> ListAsync(string ring, CancellationToken cancellationToken)
    {
        var keys = new List<EpochKey>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {ring}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, null, cancellationToken).ConfigureAwait(false))
            keys.Add(Read(row));
        return keys;
    }

    /// <summary>Of several that make the same key at once, one does; the others read what it made.</summary>
    public async Task<bool> TryAddAsync(EpochKey key, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(Write(key), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }
    }

    /// <summary>False where somebody else has changed it since.</summary>
    public async Task<bool> TryUpdateAsync(EpochKey key, CancellationToken cancellationToken)
    {
        try
        {
            await _table.UpdateEntityAsync(Write(key), new ETag(key.Version!), TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return false;
        }
    }

    public Task RemoveAsync(EpochKey key, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(key.Ring, RowKeyOf(key), ETag.All, cancellationToken);

    private static string RowKeyOf(EpochKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.Algorithm}|{key.Sequence:D9}");

    private static TableEntity Write(EpochKey key)
    {
        var row = new TableEntity(key.Ring, RowKeyOf(key))
        {
            ["Algorithm"] = key.Algorithm,
            ["Sequence"] = key.Sequence,
            ["PublicKey"] = key.PublicKey,
            ["Sealed"] = key.Sealed,
            ["ContentKey"] = key.ContentKey,
            ["WrapKeyVersion"] = key.WrapKeyVersion,
            ["CreatedAt"] = key.CreatedAt,
            ["IsRevoked"] = key.IsRevoked,
        };
        if (key.RotateAt is { } rotateAt)
            row["RotateAt"] = rotateAt;
        return row;
    }

    private static EpochKey Read(TableEntity row) => new(row.PartitionKey, row.GetString("Algorithm"), row.GetInt32("Sequence")!.Value)
    {
        PublicKey = row.GetBinary("PublicKey"),
        Sealed = row.GetBinary("Sealed"),
        ContentKey = row.GetBinary("ContentKey"),
        WrapKeyVersion = row.GetString("WrapKeyVersion"),
        CreatedAt = row.GetDateTimeOffset("CreatedAt")!.Value,
        IsRevoked = row.GetBoolean("IsRevoked") ?? false,
        RotateAt = row.GetDateTimeOffset("RotateAt"),
        Version = row.ETag.ToString(),
    };
}
