using Tollgate.Domain.Handles;

namespace Tollgate.Cost;

/// <summary>Simulates how evenly the ids of grants fall on several accounts by their first character.</summary>
internal static class SpreadOfKeys
{
    private const int Ids = 1_000_000;

    /// <summary>The busiest of so many accounts, as a multiple of the mean.</summary>
    public static double BusiestAccount(int accounts)
    {
        var randomness = new Randomness();
        var expiresAt = DateTimeOffset.UnixEpoch.AddDays(20_000);
        var loads = new int[accounts];
        for (var i = 0; i < Ids; i++)
        {
            var id = ExpiringId.New(expiresAt, randomness);
            loads[ExpiringId.Shards.IndexOf(id[0], StringComparison.Ordinal) % accounts]++;
        }

        return loads.Max() / ((double)Ids / accounts);
    }
}
