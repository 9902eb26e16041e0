using System.Buffers;
using Tollgate.Domain.Handles;

namespace Tollgate.Domain.Clients;

/// <summary>The form of a client_id: RFC 3986 unreserved characters, so that it needs no escaping in a URL, a log or a table key.</summary>
public static class ClientId
{
    public const int MaximumLength = 128;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>A random client_id. It never begins with a hyphen, because a command line would read that as an option.</summary>
    public static string New(Randomness randomness) => randomness.Id() is var id && id[0] == '-' ? "c" + id : id;

    /// <summary>Whether a new client may get the id. An id that begins with a tilde looks like the hash of another id (<see cref="ClientKey"/>).</summary>
    public static bool CanBeGiven(string clientId) => IsWellFormed(clientId) && clientId[0] != ClientKey.HashMark;

    public static bool IsWellFormed(string clientId) =>
        clientId.Length is > 0 and <= MaximumLength && !clientId.AsSpan().ContainsAnyExcept(Characters);
}
