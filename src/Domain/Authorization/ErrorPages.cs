using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization;

/// <summary>An error that cannot be sent to a client.</summary>
public sealed record ErrorPage(OAuthError Error) : Page
{
    public ErrorCause Cause { get; init; } = Error.Code == ErrorCodes.InvalidRequestUri ? ErrorCause.Over : ErrorCause.Client;
}

/// <summary>The party that caused an error. The page must not blame another party.</summary>
public enum ErrorCause
{
    /// <summary>The client sent a wrong request.</summary>
    Client,

    /// <summary>No party: the pushed request was used, has expired, or was opened in another browser.</summary>
    Over,

    /// <summary>The address does not exist.</summary>
    Address,

    /// <summary>The browser sent a request that no form or link of this server makes.</summary>
    Browser,

    /// <summary>A fault or an outage of this server.</summary>
    Server,
}

/// <summary>
/// An error for an openly registered client. The user decides whether to go to the client, because such a client must not make
/// this server redirect people (RFC 9700 §4.11.2).
/// </summary>
/// <param name="Target">The address of a link back, with the error. With <see cref="Fields"/>, the address of a form.</param>
/// <param name="Host">The origin of that address, for people to read.</param>
public sealed record ClientErrorPage(OAuthError Error, string ClientName, string Target, string Host) : Page
{
    /// <summary>The fields of the form. Empty for a link.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];
}
