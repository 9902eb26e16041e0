namespace Tollgate.Domain.Clients;

/// <summary>
/// An identity at another issuer. A client presents a token of that issuer in place of an assertion of its own (RFC 7523 §2.2). The token
/// must have the audience and all of the claims.
/// </summary>
public sealed record FederatedCredential(string Issuer, string Audience)
{
    /// <summary>
    /// The claims that the token must have, by name. A value that ends in <c>*</c> stands for all values that begin with the text before
    /// the <c>*</c>.
    /// </summary>
    public IReadOnlyList<RequiredClaim> Claims { get; init; } = [];

    /// <summary>The JWK Set of an issuer that this server cannot reach. Null means that discovery finds the JWK Set.</summary>
    public string? JwkSet { get; init; }
}

/// <param name="IsRequired">False for a claim that a token may lack. If the token has it, the value must fit.</param>
public sealed record RequiredClaim(string Name, string Value, bool IsRequired = true);
