using Tollgate.Domain.Clients;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>An authenticated client. Only <see cref="ClientAuthenticator"/> creates one, so that an instance is the proof.</summary>
public sealed class AuthenticatedClient
{
    internal AuthenticatedClient(Client registration, string method)
    {
        Registration = registration;
        Method = method;
    }

    public Client Registration { get; }

    /// <summary>The name of the authentication method that the request used.</summary>
    public string Method { get; }
}
