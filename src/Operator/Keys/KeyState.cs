using System.Security.Cryptography;
using Tollgate.Domain.Keys;
using Tollgate.Functions.Signing;

namespace Tollgate.Operator.Keys;

/// <summary>A key and its present state.</summary>
/// <param name="KeyId">Null if the row is damaged.</param>
internal sealed record KeyState(EpochKey Key, string? KeyId, string State)
{
    public const string Announced = "announced";
    public const string Damaged = "damaged";
    public const string Former = "former";
    public const string Revoked = "revoked";
    public const string Signing = "signing";
    public const string Verifying = "verifying";

    /// <summary>Decides the state of each key by the rules that every instance of the app follows.</summary>
    public static IReadOnlyList<KeyState> Of(IEnumerable<EpochKey> keys, KeySchedule schedule, DateTimeOffset now) =>
        [.. keys.GroupBy(key => key.Algorithm).SelectMany(some => OfOne(some, schedule, now))];

    private static IEnumerable<KeyState> OfOne(IEnumerable<EpochKey> keys, KeySchedule schedule, DateTimeOffset now)
    {
        var all = keys.Select(key => (Key: key, Id: KeyIdOf(key))).ToList();
        var usable = all.Where(some => some is { Key: { IsRevoked: false, IsSpent: false }, Id: not null }).Select(some => some.Key).ToList();
        var current = usable.Count > 0 ? schedule.Current(usable, key => key.CreatedAt, now) : null;
        return all.Select(some => new KeyState(some.Key, some.Id, some switch
        {
            { Key.IsRevoked: true } => Revoked,
            { Id: null } => Damaged,
            { Key.IsSpent: true } => Former,
            _ when some.Key == current => Signing,
            _ => some.Key.Sequence > current!.Sequence ? Announced : Verifying,
        }));
    }

    private static string? KeyIdOf(EpochKey key)
    {
        try
        {
            return key.ReadPublicKey().KeyId;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
