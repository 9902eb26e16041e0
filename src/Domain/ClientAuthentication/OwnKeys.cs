using System.Runtime.CompilerServices;
using System.Text;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Keys;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>Finds the keys that a client may sign with: those of its registration, or those at its address.</summary>
internal sealed class OwnKeys(IForeignKeys foreignKeys)
{
    /// <summary>
    /// The keys of each registration in memory. The garbage collector removes them together with the registration. A changed row is a new
    /// registration, so the server reads its keys anew.
    /// </summary>
    private readonly ConditionalWeakTable<ClientKeys, IReadOnlyList<PublicKey>> _registered = [];

    public async ValueTask<IReadOnlyList<PublicKey>> FindAsync(
        string clientId, ClientKeys keys, string? keyId, CancellationToken cancellationToken) => keys.JwksUri is { } address
        ? await foreignKeys.FindAsync(
            new ForeignKeySource($"client {clientId}", address) { IsOfClient = true, MaximumSize = ClientKeys.MaximumSize }, keyId, cancellationToken)
        : [.. _registered.GetValue(keys, Read).Where(key => keyId is null || key.KeyId == keyId)];

    private static IReadOnlyList<PublicKey> Read(ClientKeys keys) =>
        [.. JsonWebKeySet.Parse(Encoding.UTF8.GetBytes(keys.JwkSet!)).SelectMany(PublicKey.Of)];
}
