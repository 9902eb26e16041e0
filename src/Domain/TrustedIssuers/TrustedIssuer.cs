namespace Tollgate.Domain.TrustedIssuers;

/// <summary>
/// An identity provider whose tokens are taken as proof of a subject (RFC 8693 §2.1, RFC 7523 §3), and for whom.
/// </summary>
public sealed record TrustedIssuer(string Issuer)
{
    /// <summary>Where its JWK Set is; found by discovery where null.</summary>
    public string? JwksUri { get; init; }

    /// <summary>What its tokens must be meant for.</summary>
    public required string Audience { get; init; }

    /// <summary>The claim that becomes the subject.</summary>
    public string SubjectClaim { get; init; } = "sub";

    /// <summary>
    /// Goes before every subject of the issuer, so that none of them can be taken for somebody else's or for a user of ours.
    /// </summary>
    public string SubjectPrefix { get; init; } = Issuer + "|";

    /// <summary>The clients that may present its tokens; nobody else's business.</summary>
    public IReadOnlyList<string> Clients { get; init; } = [];
}
