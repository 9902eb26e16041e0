using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization;

/// <summary>
/// The answer to the client through the browser (RFC 6749 §4.1.2, §4.2.2). It always has iss (RFC 9207), and it has state when the
/// request had a state. If the answer would not fit into the client's request line, the user sees a page that says so.
/// </summary>
public static class AuthorizationResponse
{
    /// <summary>At least as long as any code.</summary>
    private static readonly string LongestCode = new('c', Handles.Handle.MaximumLength);

    /// <summary>Refuses a request because it, or the answer to it, would make an address too long.</summary>
    public static OAuthError TooLongError { get; } = OAuthError.InvalidRequest(
        "The request is too long. An address can have 8 KiB, also the one that leads back after the sign-in and the one with the answer. "
        + "A shorter state helps. So does response_mode=form_post if the answer is too long.");

    /// <summary>The page with <see cref="TooLongError"/>.</summary>
    public static PageResult TooLong { get; } = new(new ErrorPage(TooLongError));

    /// <summary>Whether an answer with a code would fit. The server checks this before the user signs in.</summary>
    public static bool HasRoom(AuthorizationRequest request) =>
        Send(request, [("code", LongestCode)]) is not RedirectResult redirect || RequestLine.Fits(redirect.Location);

    public static EndpointResult Success(AuthorizationRequest request, params IEnumerable<(string Name, string Value)> parameters) =>
        Send(request, parameters);

    public static EndpointResult Failure(AuthorizationRequest request, OAuthError error) =>
        Send(request, [("error", error.Code), ("error_description", error.Description)]) is var answer
        && answer is RedirectResult { Location: var location } && !RequestLine.Fits(location)
            ? TooLong
            : answer;

    /// <summary>
    /// The answer to a request that is refused without a decision of the user. A link to this server must not send people to an
    /// unvetted client (RFC 9700 §4.11.2). If the client is unvetted, the user therefore sees a page and decides whether to go there.
    /// </summary>
    public static EndpointResult Refusal(AuthorizationRequest request, OAuthError error)
    {
        var answer = Failure(request, error);
        if (request.Client.IsVetted)
            return answer;
        var (name, host) = (request.Client.DisplayName, RedirectUri.OriginOf(request.RedirectUri!));
        return answer switch
        {
            PageResult { Page: FormPostPage post } => new PageResult(new ClientErrorPage(error, name, post.Target, host) { Fields = post.Parameters }),
            RedirectResult { Location: var location } => new PageResult(new ClientErrorPage(error, name, location, host)),
            _ => answer,
        };
    }

    private static EndpointResult Send(AuthorizationRequest request, IEnumerable<(string Name, string Value)> parameters)
    {
        var all = parameters.Append(("iss", request.Workspace.Issuer));
        if (request.State is { } state)
            all = all.Append(("state", state));
        var target = request.RedirectUri ?? throw new InvalidOperationException("The redirect URI is not trusted.");
        if (request.ResponseMode == ResponseMode.FormPost)
            return new PageResult(new FormPostPage(target, [.. all]));
        var encoded = string.Join('&', all.Select(each => $"{each.Item1}={Uri.EscapeDataString(each.Item2)}"));
        return new RedirectResult(request.ResponseMode == ResponseMode.Fragment
            ? $"{target}#{encoded}"
            : $"{target}{(target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{encoded}");
    }
}
