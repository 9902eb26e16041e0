using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Authorization;

/// <summary>
/// Applies the rules to a request in their order. When one of <paramref name="trustRules"/> fails, no redirect URI is safe for
/// the error. After them, errors go to the client (RFC 6749 §4.1.2.1).
/// </summary>
public sealed class AuthorizationRequestReader(
    IClientStore clients, IReadOnlyList<IAuthorizationRule> trustRules, IReadOnlyList<IAuthorizationRule> rules)
{
    public async ValueTask<(AuthorizationRequest Request, OAuthError? Error)> ReadAsync(
        Workspace workspace, ParameterSet parameters, string raw, CancellationToken cancellationToken)
    {
        var client = parameters["client_id"] is { } clientId && ClientId.IsWellFormed(clientId)
            ? await clients.FindAsync(workspace, clientId, cancellationToken)
            : null;
        var request = new AuthorizationRequest(workspace, client, parameters, raw);
        var error = Apply(trustRules, request);
        if (error is null)
            return (request, Apply(rules, request));
        // A rule may have set a redirect URI before another one failed. It must not be used.
        request.RedirectUri = null;
        return (request, error);
    }

    /// <summary>The authorization request that one of this server's forms sends back. An error when the form has none.</summary>
    public async ValueTask<(AuthorizationRequest? Request, OAuthError? Error)> ReadContinuedAsync(
        EndpointRequest request, CancellationToken cancellationToken)
    {
        if (Continuation.RawOf(request.Workspace, request.Parameters[PageFields.Continue]) is not { } raw)
            return (null, OAuthError.InvalidRequest("The form does not say where to go on."));
        var parameters = ParameterSet.Parse(raw).Value ?? ParameterSet.Empty;
        return await ReadAsync(request.Workspace, parameters, raw, cancellationToken);
    }

    private static OAuthError? Apply(IReadOnlyList<IAuthorizationRule> rules, AuthorizationRequest request)
    {
        foreach (var rule in rules)
            if (rule.Apply(request) is { } error)
                return error;
        return null;
    }
}
