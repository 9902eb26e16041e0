using Tollgate.Domain.Handles;

namespace Tollgate.Cost;

/// <summary>Simulates how evenly several accounts share the grants. The first character of a grant's id chooses the account.</summary>
internal static class SpreadOfKeys
{
    private const int Ids = 1_000_000;

    /// <summary>Returns the load of the busiest account as a multiple of the mean.</summary>
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
