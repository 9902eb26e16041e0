using Tollgate.Domain.Clients;

namespace Tollgate.Functions.Tables;

/// <summary>One secret, inside the row of its client.</summary>
internal sealed record SecretRow(byte[] Hash, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    public ClientSecret ToSecret() => new(Hash, CreatedAt, ExpiresAt);

    public static SecretRow Of(ClientSecret secret) => new(secret.Hash.ToArray(), secret.CreatedAt, secret.ExpiresAt);
}
