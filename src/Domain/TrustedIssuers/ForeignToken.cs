using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.TrustedIssuers;

/// <summary>The content of a validated token of a trusted issuer.</summary>
public sealed record ForeignToken(TrustedIssuer Issuer, string Subject, DateTimeOffset ExpiresAt)
{
    public Actor? Actor { get; init; }
}
