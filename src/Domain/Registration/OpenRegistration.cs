using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Registration;

/// <summary>
/// Decides which clients a program may register without an initial access token. All their addresses are at hosts that the workspace
/// lists, and they get nothing without a user's consent. Other grants would open the workspace's resources to every program.
/// </summary>
public static class OpenRegistration
{
    /// <summary>Grants that give nothing without a user's consent.</summary>
    public static readonly IReadOnlyList<string> Grants = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken];

    public static OAuthError? Check(Workspace workspace, Client client)
    {
        if (client.RedirectUris.Count == 0 || !client.RedirectUris.Concat(client.PostLogoutRedirectUris).All(uri => IsAtListedHost(workspace, uri)))
            return OAuthError.InvalidRedirectUri(
                "Without an initial access token all redirect URIs lie at hosts that this server allows, and there is at least one.");
        // The server fetches from the address, so it lies at a listed host too.
        return client.Keys?.JwksUri is { } address && !IsAtListedHost(workspace, address)
            ? OAuthError.InvalidClientMetadata("Without an initial access token the jwks_uri lies at a host that this server allows.")
            : null;
    }

    /// <summary>
    /// <c>app.example</c> stands for this host alone, <c>.app.example</c> for all hosts below it. Ports are ignored. Only https,
    /// and http to this machine, prove the host: any app can use a private scheme with that name.
    /// </summary>
    private static bool IsAtListedHost(Workspace workspace, string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttps || (parsed.Scheme == Uri.UriSchemeHttp && parsed.IsLoopback))
        && workspace.RegistrationHosts.Any(host => host.StartsWith('.')
            ? parsed.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase)
            : parsed.Host.Equals(host, StringComparison.OrdinalIgnoreCase));
}
