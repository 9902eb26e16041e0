using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Authorization;

/// <summary>
/// Puts a request through the rules in their order. While one of <paramref name="trustRules"/> fails, there is nowhere safe
/// to send the error; after them it goes to the client (RFC 6749 §4.1.2.1).
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
        // A redirect URI that some rule put there before another failed is not to be used.
        request.RedirectUri = null;
        return (request, error);
    }

    /// <summary>The request that a form of ours brings back; an error where it brings none.</summary>
    public async ValueTask<(AuthorizationRequest? Request, OAuthError? Error)> ReadContinuedAsync(
        EndpointRequest request, CancellationToken cancellationToken)
    {
        if (Continuation.RawOf(request.Workspace, request.Parameters["continue"]) is not { } raw)
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
