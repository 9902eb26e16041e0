using Tollgate.Domain.TrustedIssuers;

namespace Tollgate.Operator.Issuers;

/// <summary>A trusted issuer as JSON.</summary>
internal sealed record IssuerDocument
{
    public required string Issuer { get; init; }

    public required string Workspace { get; init; }

    public required string Audience { get; init; }

    public required IReadOnlyList<string> Clients { get; init; }

    /// <summary>Null if the server finds the keys by discovery.</summary>
    public string? JwksUri { get; init; }

    public required string SubjectClaim { get; init; }

    public required string SubjectPrefix { get; init; }

    public static IssuerDocument Of(TrustedIssuer issuer, string workspace) => new()
    {
        Issuer = issuer.Issuer,
        Workspace = workspace,
        Audience = issuer.Audience,
        Clients = issuer.Clients,
        JwksUri = issuer.JwksUri,
        SubjectClaim = issuer.SubjectClaim,
        SubjectPrefix = issuer.SubjectPrefix,
    };
}
