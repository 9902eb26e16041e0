namespace Tollgate.Domain.Clients;

/// <summary>The change from old secrets to a new one. A retry after a lost race applies the same secret to the new state of the row.</summary>
public sealed class SecretRotation(string secret, TimeSpan keepOld, DateTimeOffset now)
{
    public Client Apply(Client client) => client with
    {
        Secrets = [.. client.Secrets.Select(End).Where(old => old.IsLive(now)), ClientSecret.Of(secret, now)],
    };

    /// <summary>A rotation never lengthens the life of a secret that ends sooner.</summary>
    private ClientSecret End(ClientSecret old) => old with
    {
        ExpiresAt = old.ExpiresAt < now + keepOld ? old.ExpiresAt : now + keepOld,
    };
}
