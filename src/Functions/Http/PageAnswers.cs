using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Pages;

namespace Tollgate.Functions.Http;

/// <summary>
/// The answers that people see. An error becomes a page. The language comes from the request. The page is rendered before the host
/// writes anything, so a renderer that throws is a fault like any other.
/// </summary>
public sealed class PageAnswers(PageRenderer renderer, TimeProvider time)
{
    private static readonly TimeSpan CookieLifetime = TimeSpan.FromDays(400);

    /// <param name="parameters">The parameters of the request. Empty when the server could not read them.</param>
    internal Answer Complete(HttpRequestData request, ParameterSet parameters, Workspace workspace, EndpointResult result)
    {
        var wishes = WishesOf(request, parameters, workspace) with { StoredUiLocales = result.UiLocales };
        var language = PageLanguage.Of(wishes, workspace.UiLocales);
        result = AsPage(result);
        if (language.IsNewChoice)
            result = result with { Cookies = [.. result.Cookies, new(CookieKind.Language, language.Texts.Language, time.GetUtcNow() + CookieLifetime)] };
        return new Answer(workspace, result)
        {
            Page = result is PageResult { Page: var page } ? renderer.Render(page, new PageContext(workspace, language)) : null,
            Language = language,
        };
    }

    private static EndpointResult AsPage(EndpointResult result) => result switch
    {
        FailureResult { Error: var error } => new PageResult(new ErrorPage(error) { Cause = CauseOf(error) }) { Cookies = result.Cookies },
        NotFoundResult nothing => new PageResult(new ErrorPage(OAuthError.InvalidRequest(nothing.Description)) { Cause = ErrorCause.Address }),
        _ => result,
    };

    private static ErrorCause CauseOf(OAuthError error) =>
        error.Code is ErrorCodes.ServerError or ErrorCodes.TemporarilyUnavailable ? ErrorCause.Server : ErrorCause.Browser;

    private static LanguageWishes WishesOf(HttpRequestData request, ParameterSet parameters, Workspace workspace)
    {
        RequestReader.TryHeader(request, "Accept-Language", out var acceptLanguage);
        var cookie = BrowserCookies.Read(request, CookieKind.Language, workspace);
        return new LanguageWishes(parameters[PageLanguage.Lang], cookie, parameters[PageLanguage.UiLocales], acceptLanguage)
        {
            IsOfUser = !IsFromAnotherSite(request),
        };
    }

    /// <summary>
    /// Whether another site sent the browser here, according to the Sec-Fetch-Site header. A link or form of another site must not
    /// choose the language for the user.
    /// </summary>
    private static bool IsFromAnotherSite(HttpRequestData request) =>
        !RequestReader.TryHeader(request, "Sec-Fetch-Site", out var site) || site is "cross-site" or "same-site";
}
