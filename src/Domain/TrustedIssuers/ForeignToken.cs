using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.TrustedIssuers;

/// <summary>What a validated token of a trusted issuer says.</summary>
public sealed record ForeignToken(TrustedIssuer Issuer, string Subject, DateTimeOffset ExpiresAt)
{
    public Actor? Actor { get; init; }
}
