using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization;

/// <summary>Something is wrong and there is no client to tell.</summary>
public sealed record ErrorPage(OAuthError Error) : Page
{
    /// <summary>There is nothing at the address, whatever was asked of it.</summary>
    public bool IsNotFound { get; init; }
}

/// <summary>
/// An error for a client that nobody has vetted: the person takes it there, or does not. Such a client must not make this server
/// send people on (RFC 9700 §4.11.2).
/// </summary>
/// <param name="Target">The address of a link back, with the error; that of a form where there are <see cref="Fields"/>.</param>
/// <param name="Host">Where it leads, for people to read.</param>
public sealed record ClientErrorPage(OAuthError Error, string ClientName, string Target, string Host) : Page
{
    /// <summary>What the form has for the client; none where a link does.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];
}
