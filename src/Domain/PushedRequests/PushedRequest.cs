using System.Security.Cryptography;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.PushedRequests;

/// <summary>
/// The stored state of a pushed authorization request (RFC 9126). A browser may open it for a minute. From then on it belongs to that
/// browser for half an hour. Until a user has signed in, another browser may still take it over within the minute, because the program that
/// opened it first may have been a preview of links. It is spent with the code or error that answers it.
/// </summary>
/// <param name="Query">The parameters, as a query.</param>
/// <param name="OpenUntil">The end of the time in which any browser may open it.</param>
public sealed record PushedRequest(string Id, string ClientId, string Query, DateTimeOffset OpenUntil)
{
    /// <summary>How long a browser may open it (RFC 9126 §2.2 expires_in).</summary>
    public static readonly TimeSpan Openable = TimeSpan.FromSeconds(60);

    /// <summary>How long it belongs to the browser that has opened it: the time for a sign-in.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    /// <summary>The end of its longest possible life.</summary>
    public static DateTimeOffset LastExpiry(DateTimeOffset pushed) => pushed + Openable + Kept;

    public DateTimeOffset ExpiresAt { get; init; } = OpenUntil;

    /// <summary>The SHA-256 of the cookie of the browser that has opened it. Null before.</summary>
    public byte[]? Browser { get; init; }

    /// <summary>Whether a user had signed in at that browser when it last opened the request. Then no other browser takes it over.</summary>
    public bool HasSession { get; init; }

    /// <summary>Whether the user of that browser has answered the consent page that the request asks for.</summary>
    public bool HasConsent { get; init; }

    /// <summary>The attempt that has spent it. Null before.</summary>
    public string? SpentBy { get; init; }

    /// <summary>The version of the row that was read. Null in a new row.</summary>
    public string? Version { get; init; }

    /// <summary>Why the browser may not open it, or null.</summary>
    /// <param name="cookie">The cookie of the browser. Null when it has none yet.</param>
    public OAuthError? RefusalTo(string? cookie, DateTimeOffset now)
    {
        if (SpentBy is not null)
            return RequestUri.Used;
        if (now >= ExpiresAt)
            return RequestUri.Expired;
        return Browser is null || IsOf(cookie) || (now < OpenUntil && !HasSession) ? null : RequestUri.OfAnotherBrowser;
    }

    /// <summary>The state after the browser has opened it. The same object when nothing changes.</summary>
    /// <param name="hasSession">Whether a user is signed in at the browser.</param>
    public PushedRequest OpenedBy(string cookie, bool hasSession, DateTimeOffset now)
    {
        if (!IsOf(cookie))
            return this with { Browser = Handle.HashOf(cookie), HasSession = hasSession, HasConsent = false, ExpiresAt = now + Kept };
        // After the minute no other browser can take it over, so a sign-in need not be written down.
        return hasSession && !HasSession && now < OpenUntil ? this with { HasSession = true } : this;
    }

    /// <summary>
    /// The opening that counts. The browser's query may name a later time than the row, and no earlier one. A consent in the query counts only
    /// if the row has it too. Otherwise a user could skip a prompt or a max_age that the client has pushed.
    /// </summary>
    public Opening OpeningFor(string? cookie, Opening asked, DateTimeOffset now)
    {
        if (!IsOf(cookie))
            return Opening.New(now);
        var openedAt = ExpiresAt - Kept;
        return asked with { At = asked.At > openedAt ? asked.At : openedAt, HasConsent = asked.HasConsent && HasConsent };
    }

    private bool IsOf(string? cookie) =>
        Browser is not null && cookie is not null && CryptographicOperations.FixedTimeEquals(Browser, Handle.HashOf(cookie));
}
