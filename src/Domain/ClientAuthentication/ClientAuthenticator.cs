using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>
/// Authenticates the client of a request by exactly one of the registered methods (RFC 6749 §2.3). An unknown client, a disabled
/// client and wrong credentials get the same answer after the same steps.
/// </summary>
public sealed class ClientAuthenticator(IClientStore clients, IReadOnlyList<IClientAuthenticationMethod> methods)
{
    /// <summary>The names of the methods that clients may register (RFC 7591 §2).</summary>
    public IReadOnlyList<string> Advertised { get; } = [.. methods.Where(method => method.IsAdvertised).Select(method => method.Name)];

    public async ValueTask<OAuthResult<AuthenticatedClient>> AuthenticateAsync(
        EndpointRequest request, CancellationToken cancellationToken)
    {
        var method = Choose(request, out var severalError);
        if (severalError is not null)
            return severalError;
        if (method is null)
            return OAuthError.InvalidClient("The request has no client authentication.");
        var presented = method.Read(request);
        if (presented.IsError)
            return presented.Error;

        var client = ClientId.IsWellFormed(presented.Value.ClientId)
            ? await clients.FindAsync(request.Workspace, presented.Value.ClientId, cancellationToken)
            : null;
        var proof = await method.ProveAsync(request, presented.Value, client, cancellationToken);
        return proof.Uses is { } uses && client is { IsDisabled: false } && method.IsAllowedFor(client)
            ? new AuthenticatedClient(client, method.Name, uses)
            : proof.Error ?? OAuthError.InvalidClient("The client is unknown or its credentials are wrong.", Reason(client, method));
    }

    private IClientAuthenticationMethod? Choose(EndpointRequest request, out OAuthError? severalError)
    {
        severalError = null;
        IClientAuthenticationMethod? used = null;
        foreach (var method in methods)
        {
            if (!method.AppliesTo(request))
                continue;
            if (used is not null)
                severalError = OAuthError.InvalidRequest("The request uses more than one client authentication method.");
            used = method;
        }

        return used;
    }

    private static string Reason(Client? client, IClientAuthenticationMethod method) => client switch
    {
        null => "unknown client",
        { IsDisabled: true } => $"client {client.ClientId} is disabled",
        _ when !method.IsAllowedFor(client) => $"client {client.ClientId} may not use {method.Name}",
        _ => $"wrong or expired secret of client {client.ClientId}",
    };
}
