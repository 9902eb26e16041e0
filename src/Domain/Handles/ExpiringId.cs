using System.Globalization;

namespace Tollgate.Domain.Handles;

/// <summary>
/// Ids of rows that expire: one of sixteen shards, the day of expiry, and 128 random bits or a hash. The shards spread rows over
/// partitions. The expired rows of a shard form one range of keys.
/// </summary>
public static class ExpiringId
{
    public const string Shards = "0123456789abcdef";

    /// <summary>The possible first characters of ids and hashes, ordered so that both are spread evenly over the shards.</summary>
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

    public static string New(DateTimeOffset expiresAt, Randomness randomness)
    {
        var random = randomness.Id();
        return $"{ShardOf(random)}{Day(expiresAt)}{random}";
    }

    public static string Of(DateTimeOffset expiresAt, string hash) => $"{ShardOf(hash)}{Day(expiresAt)}{hash}";

    /// <summary>The key range of a shard's expired rows. From is inclusive, To is exclusive.</summary>
    public static (string From, string To) Expired(char shard, DateTimeOffset now) => ($"{shard}", $"{shard}{Day(now)}");

    private static char ShardOf(string text) => Shards[Alphabet.IndexOf(text[0], StringComparison.Ordinal) & 15];

    // Rounding down to a whole day is safe: <c>Expired</c> excludes the current day, so a row is removed at the earliest on the day after
    // the day in its id.
    private static string Day(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Days.ToString("x5", CultureInfo.InvariantCulture);
}
