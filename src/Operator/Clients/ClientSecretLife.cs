using Tollgate.Domain.Clients;

namespace Tollgate.Operator.Clients;

/// <summary>Which secrets of a client open doors.</summary>
internal static class ClientSecretLife
{
    public static bool IsLive(this ClientSecret secret, DateTimeOffset now) => secret.ExpiresAt is null || now < secret.ExpiresAt;

    public static IEnumerable<ClientSecret> LiveSecrets(this Client client, DateTimeOffset now) => client.Secrets.Where(secret => secret.IsLive(now));
}
