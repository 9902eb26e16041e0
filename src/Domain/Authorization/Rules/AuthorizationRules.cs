using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>
/// Applies the rules of authorization requests in their order. When one of <paramref name="trustRules"/> fails, no redirect URI is
/// safe for the error. An error of <paramref name="rules"/> goes to the client (RFC 6749 §4.1.2.1).
/// </summary>
public sealed class AuthorizationRules(
    IClientStore clients, IReadOnlyList<IAuthorizationRule> trustRules, IReadOnlyList<IAuthorizationRule> rules)
{
    public async ValueTask<(AuthorizationRequest Request, OAuthError? Error)> CheckAsync(
        Workspace workspace, PendingRequest pending, Opening opening, CancellationToken cancellationToken)
    {
        var client = pending.Parameters["client_id"] is { } clientId && ClientId.IsWellFormed(clientId)
            ? await clients.FindAsync(workspace, clientId, cancellationToken)
            : null;
        var request = new AuthorizationRequest(workspace, client, pending) { Opening = opening };
        var error = Apply(trustRules, request);
        if (error is null)
            return (request, Apply(rules, request));
        // A rule may have set a redirect URI before another rule failed. Nothing may use that redirect URI.
        request.RedirectUri = null;
        return (request, error);
    }

    private static OAuthError? Apply(IReadOnlyList<IAuthorizationRule> rules, AuthorizationRequest request)
    {
        foreach (var rule in rules)
            if (rule.Apply(request) is { } error)
                return error;
        return null;
    }
}
