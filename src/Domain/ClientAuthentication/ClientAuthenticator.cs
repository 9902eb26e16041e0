using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>
/// Authenticates the client of a request by exactly one of the registered methods (RFC 6749 §2.3). An unknown client, a disabled
/// client and a wrong secret get the same answer after the same steps.
/// </summary>
public sealed class ClientAuthenticator(IClientStore clients, IReadOnlyList<IClientAuthenticationMethod> methods)
{
    private static readonly OAuthError NoAssertions =
        OAuthError.InvalidClient("No client authentication method of this server takes a client_assertion.");

    private readonly CredentialPlaces _places = methods.Aggregate(CredentialPlaces.None, (places, method) => places | method.Reads);

    /// <summary>The names of the methods that clients may register (RFC 7591 §2).</summary>
    public IReadOnlyList<string> Advertised { get; } = [.. methods.Where(method => method.IsAdvertised).Select(method => method.Name)];

    public async ValueTask<OAuthResult<AuthenticatedClient>> AuthenticateAsync(
        EndpointRequest request, CancellationToken cancellationToken)
    {
        var method = Choose(request, out var refusal);
        if (refusal is not null)
            return refusal;
        if (method is null)
            return OAuthError.InvalidClient("The request has no client authentication.");
        var presented = method.Read(request);
        if (presented.IsError)
            return presented.Error;

        var clientId = await method.FindClientIdAsync(request, presented.Value, cancellationToken);
        var client = clientId is not null && ClientId.IsWellFormed(clientId)
            ? await clients.FindAsync(request.Workspace, clientId, cancellationToken)
            : null;
        var proof = await method.ProveAsync(request, presented.Value, client, cancellationToken);
        return proof.Uses is { } uses && client is { IsDisabled: false } && MayUse(request, client, method)
            ? new AuthenticatedClient(client, method.Name, uses)
            : proof.Error ?? OAuthError.InvalidClient("The client is unknown or its credentials are wrong.", Reason(request, client, method, proof));
    }

    /// <summary>
    /// The only method that the request uses. Credentials that this method does not read are an error too, because the server would not
    /// check them.
    /// </summary>
    private IClientAuthenticationMethod? Choose(EndpointRequest request, out OAuthError? refusal)
    {
        IClientAuthenticationMethod? used = null;
        var isOnly = true;
        foreach (var method in methods)
        {
            if (!method.AppliesTo(request))
                continue;
            isOnly &= used is null;
            used = method;
        }

        var present = RequestCredentials.PlacesOf(request);
        refusal = present.HasFlag(CredentialPlaces.Assertion) && !_places.HasFlag(CredentialPlaces.Assertion) ? NoAssertions
            : isOnly && (used is null || (present & ~used.Reads) == 0) ? null
            : OAuthError.InvalidRequest("The request uses more than one client authentication method.");
        return used;
    }

    private static bool MayUse(EndpointRequest request, Client client, IClientAuthenticationMethod method) => method.IsAllowedFor(client)
        && (method.Name == AuthenticationMethods.PrivateKeyJwt || !Permitted.MustKeepFapi2(request.Workspace, client));

    private static string Reason(EndpointRequest request, Client? client, IClientAuthenticationMethod method, ClientProof proof) => client switch
    {
        null => "unknown client",
        { IsDisabled: true } => $"client {client.ClientId} is disabled",
        _ when method.IsAllowedFor(client) && !MayUse(request, client, method) => $"client {client.ClientId} keeps FAPI 2.0, so it may not use {method.Name}",
        _ when !method.IsAllowedFor(client) => $"client {client.ClientId} may not use {method.Name}",
        _ when proof.Reason is { } reason => reason,
        _ => $"wrong or expired secret of client {client.ClientId}",
    };
}
