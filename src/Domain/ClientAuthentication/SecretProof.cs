using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Clients;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>Compares a presented secret with the secrets of a client.</summary>
internal static class SecretProof
{
    /// <summary>The secret that is compared when there is no client or no secret, so that this case takes no less time.</summary>
    private static readonly ClientSecret[] NoSecrets = [new(new byte[SHA256.HashSizeInBytes], default, DateTimeOffset.MinValue)];

    public static ValueTask<ClientProof> OfAsync(Client? client, string secret, DateTimeOffset now) =>
        ValueTask.FromResult(HasSecret(client, secret, now) ? ClientProof.Proved : ClientProof.Failed);

    private static bool HasSecret(Client? client, string secret, DateTimeOffset now)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(secret), hash);
        var matches = false;
        foreach (var known in client is { Secrets.Count: > 0 } ? client.Secrets : NoSecrets)
            matches |= known.Matches(hash, now);
        return matches;
    }
}
