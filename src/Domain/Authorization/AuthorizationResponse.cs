using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization;

/// <summary>
/// The answer to the client through the browser (RFC 6749 §4.1.2, §4.2.2). It always has iss (RFC 9207). It has the state of the
/// request, unless the state is too long.
/// </summary>
public static class AuthorizationResponse
{
    public static EndpointResult Success(AuthorizationRequest request, params IEnumerable<(string Name, string Value)> parameters) =>
        Send(request, parameters);

    public static EndpointResult Failure(AuthorizationRequest request, OAuthError error) =>
        Send(request, [("error", error.Code), ("error_description", error.Description)]);

    /// <summary>
    /// An error before the user has signed in, or when the client allows no page. A link to this server must not send people to an
    /// unvetted client (RFC 9700 §4.11.2). For such a client the user therefore sees a page and decides.
    /// </summary>
    public static EndpointResult Refusal(AuthorizationRequest request, OAuthError error)
    {
        var answer = Failure(request, error);
        if (request.Client.IsVetted)
            return answer;
        var host = RedirectUri.OriginOf(request.RedirectUri!);
        return new PageResult(answer is PageResult { Page: FormPostPage post }
            ? new ClientErrorPage(error, request.Client.DisplayName, post.Target, host) { Fields = post.Parameters }
            : new ClientErrorPage(error, request.Client.DisplayName, ((RedirectResult)answer).Location, host));
    }

    private static EndpointResult Send(AuthorizationRequest request, IEnumerable<(string Name, string Value)> parameters)
    {
        var all = parameters.Append(("iss", request.Workspace.Issuer));
        if (request.State is { Length: <= AuthorizationRequest.MaximumEchoLength } state)
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
