using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Registration;

/// <summary>
/// What anybody may register without an initial access token: clients that send people back to a host which the workspace
/// lists, and that get nothing unless somebody consents. Other grants would open the workspace's resources to whoever asks.
/// </summary>
public static class OpenRegistration
{
    private static readonly string[] Grants = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken];

    public static OAuthError? Check(Workspace workspace, Client client)
    {
        if (client.GrantTypes.Except(Grants).Any())
            return OAuthError.InvalidClientMetadata($"Without an initial access token the grant_types may hold {string.Join(", ", Grants)}.");
        return client.RedirectUris.Count > 0 && client.RedirectUris.Concat(client.PostLogoutRedirectUris).All(uri => IsAtListedHost(workspace, uri))
            ? null
            : OAuthError.InvalidRedirectUri("Without an initial access token all redirect URIs lie at hosts that this server allows, and there is at least one.");
    }

    /// <summary>
    /// <c>app.example</c> stands for this host alone, <c>.app.example</c> for all below it; ports do not matter. Only https, and http
    /// to this machine, tell who is at a host: behind an app's own scheme anybody may have put that name.
    /// </summary>
    private static bool IsAtListedHost(Workspace workspace, string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttps || (parsed.Scheme == Uri.UriSchemeHttp && parsed.IsLoopback))
        && workspace.RegistrationHosts.Any(host => host.StartsWith('.')
            ? parsed.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase)
            : parsed.Host.Equals(host, StringComparison.OrdinalIgnoreCase));
}
