using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>
/// The steps that the endpoints for clients share: the client is authenticated, and the ids that its credentials use up are
/// written. The token endpoint does not share these steps, because it writes the ids after it has signed.
/// </summary>
public sealed class ClientEndpoint(string path, ClientAuthenticator clients, IOneTimeUses oneTimeUses, IClientEndpoint endpoint) : IEndpoint
{
    public string Path => path;

    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var client = await clients.AuthenticateAsync(request, cancellationToken);
        if (client.IsError)
            return ClientRefusal.Of(request, client.Error);
        var asked = new ClientRequest(request, client.Value);
        if (client.Value.Uses.Count > 0 && await endpoint.CheckAsync(asked, cancellationToken) is { } error)
            return ClientRefusal.Of(request, error);
        if (await oneTimeUses.RefusalAsync(request.Workspace, client.Value.Uses, cancellationToken) is { } used)
            return ClientRefusal.Of(request, used);
        var result = await endpoint.HandleAsync(asked, cancellationToken);
        return result.IsError ? ClientRefusal.Of(request, result.Error) : result.Value;
    }
}

/// <summary>An endpoint for authenticated clients. An error gets the challenge that fits (RFC 6749 §5.2).</summary>
public interface IClientEndpoint
{
    /// <summary>
    /// A fault of the request that a client library mends by itself, such as a missing nonce. The ids of the client's credentials are not used
    /// up then, so the library can send them again.
    /// </summary>
    ValueTask<OAuthError?> CheckAsync(ClientRequest request, CancellationToken cancellationToken) => new((OAuthError?)null);

    ValueTask<OAuthResult<EndpointResult>> HandleAsync(ClientRequest request, CancellationToken cancellationToken);
}

/// <summary>A request of an authenticated client.</summary>
public sealed record ClientRequest(EndpointRequest Request, AuthenticatedClient AuthenticatedClient)
{
    public Workspace Workspace => Request.Workspace;

    public ParameterSet Parameters => Request.Parameters;

    public Client Client => AuthenticatedClient.Registration;
}
