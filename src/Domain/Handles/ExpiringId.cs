using System.Globalization;

namespace Tollgate.Domain.Handles;

/// <summary>
/// Ids of rows that come to an end: one of sixteen shards, the day after which nobody needs the row, and 128 random bits or a
/// hash. Rows spread over partitions, and all that a shard has outlived is one range of keys.
/// </summary>
public static class ExpiringId
{
    public const string Shards = "0123456789abcdef";

    /// <summary>What ids and hashes begin with, so ordered that both fall on all shards alike.</summary>
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

    public static string New(DateTimeOffset expiresAt, Randomness randomness)
    {
        var random = randomness.Id();
        return $"{ShardOf(random)}{Day(expiresAt)}{random}";
    }

    public static string Of(DateTimeOffset expiresAt, string hash) => $"{ShardOf(hash)}{Day(expiresAt)}{hash}";

    /// <summary>The keys of a shard that are below the second and not below the first have expired.</summary>
    public static (string From, string To) Expired(char shard, DateTimeOffset now) => ($"{shard}", $"{shard}{Day(now)}");

    private static char ShardOf(string text) => Shards[Alphabet.IndexOf(text[0], StringComparison.Ordinal) & 15];

    // Rounded up by taking the day as it is: a row goes on the day after the one in its id.
    private static string Day(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Days.ToString("x5", CultureInfo.InvariantCulture);
}
