using Tollgate.Domain.Jwt;

namespace Tollgate.Domain.Clients;

/// <summary>
/// An identity at another issuer. A client presents its token there in place of an assertion of its own (RFC 7523 §2.2). The token must
/// have one of the audiences and all of the claims.
/// </summary>
/// <param name="Issuers">The values of iss. Several only for an issuer that signs its tokens under several names.</param>
public sealed record FederatedCredential(IReadOnlyList<string> Issuers)
{
    /// <summary>What the identity is, for people: a word of the operator command.</summary>
    public string Kind { get; init; } = "custom";

    /// <summary>The token must have a single audience, which is one of these. An empty list stands for the issuer of this server.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    public IReadOnlyList<RequiredClaim> Claims { get; init; } = [];

    /// <summary>The JWK Set of an issuer that this server cannot reach. Null means that discovery finds the JWK Set.</summary>
    public string? JwkSet { get; init; }

    /// <summary>The credential in one line for people.</summary>
    public string Summary => $"{Kind} {Issuers[0]} {string.Join(" or ", Claims.FirstOrDefault(claim => claim.Name == "sub")?.Values ?? [])}";

    /// <summary>The identities that the credential names exactly. None if a part of the subject is open.</summary>
    public IEnumerable<WorkloadIdentity> Identities =>
        from claim in Claims
        where claim is { Name: "sub", IsRequired: true } && !claim.Values.Any(RequiredClaim.IsOpen)
        from issuer in Issuers
        from subject in claim.Values
        select new WorkloadIdentity(issuer, subject);
}

/// <summary>A claim that a token must have. A value that ends in <c>*</c> stands for all values that begin with the rest and are longer.</summary>
/// <param name="Values">The claim must have one of these.</param>
/// <param name="IsRequired">False for a claim that a token may lack. If the token has it, the value must fit.</param>
public sealed record RequiredClaim(string Name, IReadOnlyList<string> Values, bool IsRequired = true)
{
    public static bool IsOpen(string value) => value.EndsWith('*');

    /// <summary>A claim that is no text does not fit.</summary>
    public bool IsMetBy(JwtReader token) => token.Payload.TryGetProperty(Name, out _)
        ? token.Text(Name) is { } text && Values.Any(value => Fits(value, text))
        : !IsRequired;

    private static bool Fits(string value, string text) => IsOpen(value)
        ? text.Length >= value.Length && text.StartsWith(value[..^1], StringComparison.Ordinal)
        : text == value;
}

/// <summary>A subject at an issuer (RFC 7519 §4.1.1, §4.1.2).</summary>
public sealed record WorkloadIdentity(string Issuer, string Subject)
{
    /// <summary>The identities by which the server finds a client when a request does not name the client_id.</summary>
    public static IReadOnlyList<WorkloadIdentity> Of(Client client) => [.. client.Federated.SelectMany(credential => credential.Identities).Distinct()];
}
