using System.Net;
using Tollgate.Domain.Protocol;

namespace Tollgate.Functions.Pages;

/// <summary>One page as its renderer made it. <see cref="Layout"/> adds the frame, and derives the Content-Security-Policy from the page.</summary>
internal sealed record PageView(string Title, Html Body)
{
    public Shape Shape { get; init; }

    public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    /// <summary>The error whose code decides the status. Null when <see cref="Status"/> is the status.</summary>
    public OAuthError? Error { get; init; }

    /// <summary>The time after which the same request may succeed (Retry-After).</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>The problem that the page reports. The title begins with it, because a screen reader reads the title of a new page aloud.</summary>
    public string? Problem { get; init; }

    public PageScript Script { get; init; }

    /// <summary>Whether the page shows requests to this server that people run in the browser's console. Its policy then lets them pass.</summary>
    public bool HasExamples { get; init; }

    /// <summary>
    /// Whether a form of the page may lead to a client. The policy of such a page has no form-action. Browsers apply form-action to
    /// every redirect after a form, and a client's redirect URI may redirect to any address, even to one with the scheme of an app.
    /// The encoding of <see cref="Html"/> keeps foreign forms off the page.
    /// </summary>
    public bool MayEndAtClient { get; init; }

    /// <summary>
    /// Whether the page itself posts to a client, so that its Origin header names this server. Without that, browsers send "null",
    /// and many clients refuse such a form.
    /// </summary>
    public bool TellsOrigin { get; init; }
}
