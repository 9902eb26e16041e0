namespace Tollgate.Domain.Workspaces;

/// <summary>Who may register clients at the registration endpoint (RFC 7591 §3).</summary>
public enum RegistrationPolicy
{
    /// <summary>Nobody: the endpoint is not there.</summary>
    Off,

    /// <summary>Whoever holds an initial access token, once.</summary>
    InitialAccessToken,

    /// <summary>Anybody, for clients whose redirect URIs all lie at the hosts that the workspace lists; an initial access token goes as well.</summary>
    AllowedHosts,
}
