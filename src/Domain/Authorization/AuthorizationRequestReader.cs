using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Authorization;

/// <summary>
/// Finds a request at the first source that has it, and applies the rules in their order. When one of
/// <paramref name="trustRules"/> fails, no redirect URI is safe for the error. An error of <paramref name="rules"/> goes to the
/// client (RFC 6749 §4.1.2.1).
/// </summary>
public sealed class AuthorizationRequestReader(
    IReadOnlyList<IRequestSource> sources,
    IClientStore clients,
    IReadOnlyList<IAuthorizationRule> trustRules,
    IReadOnlyList<IAuthorizationRule> rules,
    TimeProvider time)
{
    /// <param name="query">The query of the authorization endpoint. It has the opening too when a page sent the request back.</param>
    public async ValueTask<(AuthorizationRequest? Request, OAuthError? Error)> ReadAsync(
        Workspace workspace, string query, CancellationToken cancellationToken)
    {
        var (address, opening) = Opening.Separate(query, time.GetUtcNow());
        var found = await FindAsync(workspace, address, cancellationToken);
        if (found.IsError)
            return (null, found.Error);
        var client = found.Value.Parameters["client_id"] is { } clientId && ClientId.IsWellFormed(clientId)
            ? await clients.FindAsync(workspace, clientId, cancellationToken)
            : null;
        var request = new AuthorizationRequest(workspace, client, found.Value) { Opening = opening };
        var error = Apply(trustRules, request);
        if (error is null)
            return (request, Apply(rules, request));
        // A rule may have set a redirect URI before another rule failed. Nothing may use that redirect URI.
        request.RedirectUri = null;
        return (request, error);
    }

    /// <summary>The authorization request that a form of this server sends back. An error when the form sends no request.</summary>
    public async ValueTask<(AuthorizationRequest? Request, OAuthError? Error)> ReadContinuedAsync(
        EndpointRequest request, CancellationToken cancellationToken) =>
        Continuation.QueryOf(request.Workspace, request.Parameters[PageFields.Continue]) is { } query
            ? await ReadAsync(request.Workspace, query, cancellationToken)
            : (null, OAuthError.InvalidRequest("The form does not say where to go on."));

    private async ValueTask<OAuthResult<PendingRequest>> FindAsync(Workspace workspace, string address, CancellationToken cancellationToken)
    {
        var query = new PendingRequest(ParameterSet.Parse(address).Value ?? ParameterSet.Empty, address);
        foreach (var source in sources)
            if (await source.FindAsync(workspace, query, cancellationToken) is { } found)
                return found;
        throw new InvalidOperationException("No source takes a request from the query.");
    }

    private static OAuthError? Apply(IReadOnlyList<IAuthorizationRule> rules, AuthorizationRequest request)
    {
        foreach (var rule in rules)
            if (rule.Apply(request) is { } error)
                return error;
        return null;
    }
}
