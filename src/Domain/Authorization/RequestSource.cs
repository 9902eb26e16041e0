using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Authorization;

/// <summary>Where the parameters of authorization requests come from: the query, or a request that the client stored before (RFC 9126 §4).</summary>
public interface IRequestSource
{
    /// <summary>The request that <paramref name="query"/> stands for. Null when the query does not belong to this source.</summary>
    /// <param name="request">The request of the browser. Its parameters are those of a form if a page sent it.</param>
    ValueTask<OAuthResult<PendingRequest>?> FindAsync(EndpointRequest request, PendingRequest query, CancellationToken cancellationToken);
}

/// <summary>An authorization request as its source has it. A request from the query is not stored, so nothing binds it and nothing uses it up.</summary>
/// <param name="address">
/// The query that leads back to the request: the query itself, or for a stored request its client_id and request_uri alone.
/// </param>
public class PendingRequest(ParameterSet parameters, string address)
{
    public ParameterSet Parameters => parameters;

    public string Address => address;

    /// <summary>Whether the client stored the request before it sent the browser here.</summary>
    public virtual bool IsStored => false;

    /// <summary>Binds a stored request to the browser that is about to see a page of it. An error when another browser has it.</summary>
    /// <param name="browser">The value of the browser's cookie.</param>
    /// <param name="hasSession">Whether a user is signed in at the browser.</param>
    public virtual ValueTask<OAuthError?> OpenAsync(string browser, bool hasSession, CancellationToken cancellationToken) => new((OAuthError?)null);

    /// <summary>The opening that counts. A stored request knows it itself, because its client stored it so that no user changes it.</summary>
    /// <param name="asked">The opening of the query.</param>
    public virtual Opening OpeningFor(Opening asked) => asked;

    /// <summary>Records that the user has answered the consent page which the request asked for. An error when it is used up already.</summary>
    public virtual ValueTask<OAuthError?> ConsentAsync(CancellationToken cancellationToken) => new((OAuthError?)null);

    /// <summary>Uses up a stored request, before its code or error is issued. An error when it is used up already.</summary>
    public virtual ValueTask<OAuthError?> SpendAsync(CancellationToken cancellationToken) => new((OAuthError?)null);
}

/// <summary>A request whose parameters are in the query (RFC 6749 §4.1.1).</summary>
public sealed class QuerySource : IRequestSource
{
    public ValueTask<OAuthResult<PendingRequest>?> FindAsync(EndpointRequest request, PendingRequest query, CancellationToken cancellationToken) =>
        new((OAuthResult<PendingRequest>)query);
}
