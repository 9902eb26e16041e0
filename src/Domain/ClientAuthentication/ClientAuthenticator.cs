using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>
/// Authenticates the client of a request by exactly one of the registered methods (RFC 6749 §2.3). An unknown client, a disabled
/// client and wrong credentials get the same answer after the same steps.
/// </summary>
public sealed class ClientAuthenticator(
    IClientStore clients, IReadOnlyList<IClientAuthenticationMethod> methods, TimeProvider time)
{
    /// <summary>Compared when there is no client, so that an unknown client_id takes no less time.</summary>
    private static readonly ClientSecret[] NoSecrets = [new(new byte[SHA256.HashSizeInBytes], default, DateTimeOffset.MinValue)];

    public IReadOnlyList<IClientAuthenticationMethod> Methods => methods;

    public async ValueTask<OAuthResult<AuthenticatedClient>> AuthenticateAsync(
        EndpointRequest request, CancellationToken cancellationToken)
    {
        var method = Choose(request, out var severalError);
        if (severalError is not null)
            return severalError;
        if (method is null)
            return OAuthError.InvalidClient("The request has no client authentication.");
        var credentials = await method.ReadAsync(request, cancellationToken);
        if (credentials.IsError)
            return credentials.Error;

        var (clientId, secret, isProvedAlready) = credentials.Value;
        var client = ClientId.IsWellFormed(clientId)
            ? await clients.FindAsync(request.Workspace, clientId, cancellationToken)
            : null;
        var isProved = isProvedAlready || (secret is null ? client is { IsPublic: true } : HasSecret(client, secret));
        return isProved && client is { IsDisabled: false } && (isProvedAlready || Allows(client, method))
            ? new AuthenticatedClient(client, method.Name)
            : OAuthError.InvalidClient("The client is unknown or its credentials are wrong.", Reason(client, method));
    }

    private IClientAuthenticationMethod? Choose(EndpointRequest request, out OAuthError? severalError)
    {
        severalError = null;
        IClientAuthenticationMethod? used = null;
        foreach (var method in methods)
        {
            if (!method.IsUsedBy(request))
                continue;
            if (used is not null)
                severalError = OAuthError.InvalidRequest("The request uses more than one client authentication method.");
            used = method;
        }

        return used;
    }

    private bool HasSecret(Client? client, string secret)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(secret), hash);
        var now = time.GetUtcNow();
        var matches = false;
        foreach (var known in client is { Secrets.Count: > 0 } ? client.Secrets : NoSecrets)
            matches |= known.Matches(hash, now);
        return matches;
    }

    private static bool Allows(Client client, IClientAuthenticationMethod method) =>
        client.TokenEndpointAuthMethod is null || client.TokenEndpointAuthMethod == method.Name;

    private static string Reason(Client? client, IClientAuthenticationMethod method) => client switch
    {
        null => "unknown client",
        { IsDisabled: true } => $"client {client.ClientId} is disabled",
        _ when !Allows(client, method) => $"client {client.ClientId} may not use {method.Name}",
        _ => $"wrong or expired secret of client {client.ClientId}",
    };
}
