using Tollgate.Domain.Jwt;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>The client that a request names, and the proof that the client presents. Neither is verified.</summary>
/// <param name="Secret">A client secret, or a token in its place. Null when the client proves nothing.</param>
public sealed record ClientCredentials(string ClientId, string? Secret)
{
    /// <summary>The client assertion (RFC 7521 §4.2). Null without one.</summary>
    public JwtReader? Assertion { get; init; }
}
