using Tollgate.Domain.Clients;
using Tollgate.Domain.TrustedIssuers;

namespace Tollgate.Domain.Workloads;

/// <summary>Which federated credentials a client may be registered with.</summary>
public static class FederationRules
{
    /// <summary>All credentials of a client must fit one column of its row.</summary>
    public const int MaximumCredentials = 20;

    public const int MaximumSize = 24 * 1024;

    private const int MaximumText = 400;
    private const int MaximumClaims = 20;

    private static readonly string[] Reserved = ["iss", "aud", "exp", "nbf", "iat"];

    private static readonly string[] GitHubIds = ["repository_id", "repository_owner_id"];

    /// <summary>A sentence about what is wrong, or null.</summary>
    public static string? MistakeOf(FederatedCredential credential) =>
        credential.Issuers.FirstOrDefault(issuer => !TrustedIssuer.IsIdentifier(issuer)) is { } issuer
            ? $"{issuer} cannot be an issuer: it is an https address without a query."
        : credential.Audiences.Select(audience => AudienceMistake(credential, audience)).FirstOrDefault(mistake => mistake is not null) is { } audience
            ? audience
        : ClaimsMistake(credential);

    /// <summary>A sentence about all credentials of a client together, or null.</summary>
    public static string? MistakeOf(IReadOnlyList<FederatedCredential> credentials) =>
        credentials.Count > MaximumCredentials ? $"A client has at most {MaximumCredentials} federated credentials."
        : credentials.Sum(SizeOf) > MaximumSize ? $"The federated credentials of a client have at most {MaximumSize} characters in all."
        : null;

    private static string? AudienceMistake(FederatedCredential credential, string audience) =>
        !IsText(audience) ? $"An audience has 1 to {MaximumText} characters without blanks."
        : credential.Issuers.Any(issuer => issuer.TrimEnd('/') == audience.TrimEnd('/')) || RefusedAudiences.OwnerOf(audience) is not null
            ? $"The audience {audience} is that of {RefusedAudiences.OwnerOf(audience) ?? "the issuer itself"}. A workload has such tokens for other "
                + "purposes, and each receiver of one could present it here. Take an audience of this deployment only."
        : null;

    private static string? ClaimsMistake(FederatedCredential credential)
    {
        var claims = credential.Claims;
        if (claims.Count > MaximumClaims || claims.Select(claim => claim.Name).Distinct().Count() < claims.Count)
            return $"A credential has at most {MaximumClaims} claims, each once.";
        if (!claims.Any(claim => claim is { Name: "sub", IsRequired: true, Values.Count: > 0 }))
            return "A credential needs the subject (sub) of the workload: without it, every workload of the issuer would be the client.";
        if (claims.FirstOrDefault(claim => !IsText(claim.Name) || Reserved.Contains(claim.Name)) is { } reserved)
            return $"The claim {reserved.Name} cannot be required: the server checks iss, aud, exp, nbf and iat itself.";
        if (credential.Issuers.Any(IsOfGitHub)
            && !GitHubIds.All(name => claims.Any(claim => claim.Name == name && claim.IsRequired)))
            return "A credential of GitHub needs the claims repository_id and repository_owner_id, because GitHub gives names to other owners.";
        return claims.SelectMany(claim => claim.Values).Select(ValueMistake).FirstOrDefault(mistake => mistake is not null);
    }

    /// <summary>A star after half a segment would also stand for names that only begin alike.</summary>
    private static string? ValueMistake(string value)
    {
        if (value.Length is 0 or > MaximumText || value.Any(char.IsControl))
            return $"The value of a claim has 1 to {MaximumText} characters.";
        var star = value.IndexOf('*', StringComparison.Ordinal);
        return star < 0 || (star == value.Length - 1 && star >= 2 && IsSeparator(value[star - 1]) && !IsSeparator(value[star - 2]))
            ? null
            : $"In {value} the * is at a wrong place: it may only be the last character, after a complete segment that ends in : or /.";
    }

    private static bool IsSeparator(char character) => character is ':' or '/';

    private static bool IsText(string text) => text.Length is > 0 and <= MaximumText && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static int SizeOf(FederatedCredential credential) =>
        credential.Issuers.Concat(credential.Audiences).Sum(text => text.Length)
        + credential.Claims.Sum(claim => claim.Name.Length + claim.Values.Sum(value => value.Length)) + (credential.JwkSet?.Length ?? 0);

    /// <summary>An enterprise of GitHub can have an issuer of its own below the common one.</summary>
    private static bool IsOfGitHub(string issuer) =>
        issuer == KnownWorkloads.GitHubIssuer || issuer.StartsWith(KnownWorkloads.GitHubIssuer + "/", StringComparison.Ordinal);
}
