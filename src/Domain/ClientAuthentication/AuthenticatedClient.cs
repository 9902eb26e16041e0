using Tollgate.Domain.Clients;
using Tollgate.Domain.OneTime;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>An authenticated client. Only <see cref="ClientAuthenticator"/> creates an instance, so each instance proves the authentication.</summary>
public sealed class AuthenticatedClient
{
    internal AuthenticatedClient(Client registration, string method, IReadOnlyList<OneTimeUse> uses)
    {
        Registration = registration;
        Method = method;
        Uses = uses;
    }

    public Client Registration { get; }

    /// <summary>The name of the authentication method that the request used.</summary>
    public string Method { get; }

    /// <summary>The one-time ids that the client's credentials use up. The endpoint writes them before it answers.</summary>
    public IReadOnlyList<OneTimeUse> Uses { get; }
}
