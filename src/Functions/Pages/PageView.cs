using System.Net;
using Tollgate.Domain.Protocol;

namespace Tollgate.Functions.Pages;

/// <summary>One page as its renderer made it. <see cref="Layout"/> puts the frame around it, and its policy follows from it.</summary>
internal sealed record PageView(string Title, Html Body)
{
    public Shape Shape { get; init; }

    public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    /// <summary>The error whose code decides the status. Null where <see cref="Status"/> does.</summary>
    public OAuthError? Error { get; init; }

    /// <summary>The time after which the same request may succeed (Retry-After).</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>What is wrong. The window's title begins with it, because screen readers say it when the page has loaded.</summary>
    public string? Problem { get; init; }

    public PageScript Script { get; init; }

    /// <summary>
    /// Whether the way of a form may end at a client. Then the policy says no form-action: browsers hold it against every
    /// redirect that follows a form, and a client's callback may lead on to anywhere, an app's own scheme too. The encoding of
    /// <see cref="Html"/> keeps foreign forms off the page.
    /// </summary>
    public bool MayEndAtClient { get; init; }

    /// <summary>
    /// Whether the page itself posts to a client, so that its Origin header names this server. Without that, browsers send "null",
    /// and many clients refuse such a form.
    /// </summary>
    public bool TellsOrigin { get; init; }
}
