using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Tollgate.Functions.Tables;

namespace Tollgate.Functions.Signing;

/// <summary>Stores the keys of wrapped mode: a partition for each ring, a row for each key.</summary>
public sealed class EpochKeyTable(TableAccounts tables) : IEpochKeys
{
    /// <summary>No workspace can have this name.</summary>
    public const string SharedRing = "-";

    private readonly TableClient _table = tables.Home(TableNames.SigningKeys);

    /// <summary>
    /// Lists the keys by algorithm and number. A row that is damaged, or that a newer version wrote, is returned as a key that cannot
    /// be read.
    /// </summary>
    public async Task<List<EpochKey>> ListAsync(string ring, CancellationToken cancellationToken)
    {
        var keys = new List<EpochKey>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {ring}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, null, cancellationToken))
            if (Read(row) is { } key)
                keys.Add(key);
        return keys;
    }

    /// <summary>Only one of several concurrent instances adds a key. The other instances then read it.</summary>
    public async Task<bool> TryAddAsync(EpochKey key, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(Write(key), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }
    }

    /// <summary>The rings that have a key.</summary>
    public async Task<List<string>> RingsAsync(CancellationToken cancellationToken)
    {
        var rings = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var row in _table.QueryAsync<TableEntity>((string?)null, null, ["PartitionKey"], cancellationToken))
            rings.Add(row.PartitionKey);
        return [.. rings];
    }

    /// <summary>False when another program has changed the key since it was read.</summary>
    /// <param name="key">If it has a seal, the seal covers <see cref="EpochKey.CreatedAt"/>.</param>
    public async Task<bool> TryUpdateAsync(EpochKey key, CancellationToken cancellationToken)
    {
        var row = Write(key);
        // The row's own timestamp moves with each change, so the time of creation is written.
        row["CreatedAt"] = key.CreatedAt;
        try
        {
            await _table.UpdateEntityAsync(row, new ETag(key.Version!), TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return false;
        }
    }

    public Task RemoveAsync(EpochKey key, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(key.Ring, RowKeyOf(key), ETag.All, cancellationToken);

    public static string RowKeyOf(EpochKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.Algorithm}|{key.Sequence:D9}");

    private static TableEntity Write(EpochKey key)
    {
        var row = new TableEntity(key.Ring, RowKeyOf(key))
        {
            [RowSchema.Column] = RowSchema.First,
            ["PublicKey"] = key.PublicKey,
            ["IsRevoked"] = key.IsRevoked,
        };
        if (!key.IsSpent)
            (row["Sealed"], row["ContentKey"], row["WrapKeyVersion"]) = (key.Sealed, key.ContentKey, key.WrapKeyVersion);
        if (key.RotateAt is { } rotateAt)
            row["RotateAt"] = rotateAt;
        if (key.Seal is { } seal)
            row["Seal"] = seal;
        return row;
    }

    private static EpochKey? Read(TableEntity row)
    {
        var parts = row.RowKey.Split('|');
        if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return null;
        return new EpochKey(row.PartitionKey, parts[0], sequence)
        {
            PublicKey = row.IsKnown() ? Value<byte[]>(row, "PublicKey") ?? [] : [],
            Sealed = Value<byte[]>(row, "Sealed") ?? [],
            ContentKey = Value<byte[]>(row, "ContentKey") ?? [],
            WrapKeyVersion = Value<string>(row, "WrapKeyVersion") ?? "",
            CreatedAt = Value<DateTimeOffset?>(row, "CreatedAt") ?? row.Timestamp!.Value,
            IsDated = Value<DateTimeOffset?>(row, "CreatedAt") is not null,
            // A seal of another type than octets counts as a wrong seal, not as a missing one.
            Seal = row.ContainsKey("Seal") ? Value<byte[]>(row, "Seal") ?? [] : null,
            IsRevoked = Value<bool?>(row, "IsRevoked") ?? false,
            RotateAt = Value<DateTimeOffset?>(row, "RotateAt"),
            Version = row.ETag.ToString(),
        };
    }

    private static T? Value<T>(TableEntity row, string column) => row.TryGetValue(column, out var value) && value is T typed ? typed : default;
}
