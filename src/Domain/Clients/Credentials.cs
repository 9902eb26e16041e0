using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Clients;

/// <summary>The credentials of a client. A client has one kind only, so that a weaker kind cannot stand in for a stronger one.</summary>
public abstract record Credentials
{
    private protected Credentials()
    {
    }
}

/// <summary>A public client, or one that has not fetched its secret yet.</summary>
public sealed record NoCredentials : Credentials
{
    public static readonly NoCredentials Instance = new();
}

/// <summary>Client secrets (RFC 6749 §2.3.1).</summary>
public sealed record SecretCredentials(IReadOnlyList<ClientSecret> Secrets) : Credentials;

/// <summary>The public keys of assertions that the client signs (RFC 7523 §2.2).</summary>
public sealed record KeyCredentials(IReadOnlyList<PublicKey> Keys) : Credentials;

/// <summary>Tokens of another issuer in place of assertions of the client's own (RFC 7523 §2.2).</summary>
/// <param name="Issuer">The issuer of the tokens.</param>
/// <param name="Subject">The sub claim of the client there.</param>
public sealed record FederatedCredentials(string Issuer, string Subject) : Credentials;
