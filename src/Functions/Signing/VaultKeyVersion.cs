using Azure.Security.KeyVault.Keys;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>One version of a signing key: its public key and its times.</summary>
internal sealed record VaultKeyVersion(string Name, string Version, PublicKey PublicKey)
{
    /// <summary>The start of the announcement. It is the time of creation, or one announcement before <see cref="NotBefore"/> if that is later.</summary>
    public required DateTimeOffset AnnouncedAt { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The vault refuses to sign outside these times.</summary>
    public bool CanSign(DateTimeOffset now) => (NotBefore is null || NotBefore <= now) && (ExpiresAt is null || now < ExpiresAt);

    public VaultKeyVersion With(KeyProperties properties, KeySchedule schedule) => this with
    {
        AnnouncedAt = AnnouncementOf(properties, schedule),
        NotBefore = properties.NotBefore,
        ExpiresAt = properties.ExpiresOn,
    };

    public static VaultKeyVersion Of(string algorithm, KeyVaultKey key, KeySchedule schedule) =>
        new VaultKeyVersion(key.Name, key.Properties.Version, PublicKeyOf(algorithm, key)) { AnnouncedAt = default }.With(key.Properties, schedule);

    public static DateTimeOffset AnnouncementOf(KeyProperties properties, KeySchedule schedule)
    {
        var createdAt = properties.CreatedOn ?? DateTimeOffset.UnixEpoch;
        return properties.NotBefore is { } start && start - schedule.Announcement > createdAt ? start - schedule.Announcement : createdAt;
    }

    private static PublicKey PublicKeyOf(string algorithm, KeyVaultKey key)
    {
        if (SigningAlgorithms.IsRsa(algorithm))
        {
            using var rsa = key.Key.ToRSA();
            return new PublicKey(algorithm, rsa.ExportParameters(false));
        }

        using var ecdsa = key.Key.ToECDsa();
        return new PublicKey(algorithm, ecdsa.ExportParameters(false));
    }
}
