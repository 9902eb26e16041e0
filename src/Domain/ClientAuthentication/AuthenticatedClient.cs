using Tollgate.Domain.Clients;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>A client that has proved who it is. Only <see cref="ClientAuthenticator"/> makes one, so holding it is the proof.</summary>
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
