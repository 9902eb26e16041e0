using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Domain.Clients;

/// <summary>
/// A client_id as part of a key of a table. A well-formed id (<see cref="ClientId"/>) stays as it is. Any other id, such as an address,
/// becomes <c>~</c> and its SHA-256.
/// </summary>
public static class ClientKey
{
    public const char HashMark = '~';

    public static string Of(string clientId) => ClientId.IsWellFormed(clientId)
        ? clientId
        : HashMark + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(clientId)));
}
