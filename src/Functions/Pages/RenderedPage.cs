using System.Net;
using Tollgate.Domain.Protocol;

namespace Tollgate.Functions.Pages;

/// <summary>A page as it is sent.</summary>
/// <param name="Policy">The header Content-Security-Policy.</param>
/// <param name="Language">The header Content-Language.</param>
/// <param name="Wait">The header Retry-After. Null for a page without it.</param>
internal sealed record RenderedPage(string Html, string Policy, string Language, HttpStatusCode Status, TimeSpan? Wait)
{
    /// <summary>The error whose code decides the status. Null when <see cref="Status"/> is the status.</summary>
    public OAuthError? Error { get; init; }

    /// <summary>The header Referrer-Policy. Null when the page has the policy of all answers.</summary>
    public string? ReferrerPolicy { get; init; }
}
