using Tollgate.Domain.Authorization.Rules;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Authorization;

/// <summary>Finds a request at the first source that has it, and applies the rules.</summary>
public sealed class AuthorizationRequestReader(IReadOnlyList<IRequestSource> sources, AuthorizationRules rules, TimeProvider time)
{
    /// <param name="query">The query of the authorization endpoint. It has the opening too when a page sent the request back.</param>
    public async ValueTask<(AuthorizationRequest? Request, OAuthError? Error)> ReadAsync(
        EndpointRequest request, string query, CancellationToken cancellationToken)
    {
        var (address, opening) = Opening.Separate(query, time.GetUtcNow());
        var found = await FindAsync(request, address, cancellationToken);
        return found.IsError
            ? (null, found.Error)
            : await rules.CheckAsync(request.Workspace, found.Value, found.Value.OpeningFor(opening), cancellationToken);
    }

    /// <summary>The authorization request that a form of this server sends back. An error when the form sends no request.</summary>
    public async ValueTask<(AuthorizationRequest? Request, OAuthError? Error)> ReadContinuedAsync(
        EndpointRequest request, CancellationToken cancellationToken) =>
        Continuation.QueryOf(request.Workspace, request.Parameters[PageFields.Continue]) is { } query
            ? await ReadAsync(request, query, cancellationToken)
            : (null, OAuthError.InvalidRequest("The form does not say where to go on."));

    private async ValueTask<OAuthResult<PendingRequest>> FindAsync(EndpointRequest request, string address, CancellationToken cancellationToken)
    {
        var query = new PendingRequest(ParameterSet.Parse(address).Value ?? ParameterSet.Empty, address);
        foreach (var source in sources)
            if (await source.FindAsync(request, query, cancellationToken) is { } found)
                return found;
        throw new InvalidOperationException("No source takes a request from the query.");
    }
}
