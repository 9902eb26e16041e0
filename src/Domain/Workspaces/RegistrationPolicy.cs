namespace Tollgate.Domain.Workspaces;

/// <summary>Who may register clients at the registration endpoint (RFC 7591 §3).</summary>
public enum RegistrationPolicy
{
    /// <summary>No program can register a client. The endpoint does not exist.</summary>
    Off,

    /// <summary>The holder of an initial access token. Each token registers one client.</summary>
    InitialAccessToken,

    /// <summary>
    /// Anybody, when all redirect URIs of the client are at hosts that the workspace lists. An initial access token also works.
    /// </summary>
    AllowedHosts,
}
