using Tollgate.Domain.Clients;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>The rules for the header and the claims of an assertion that a client signs itself (RFC 7523 §3).</summary>
internal static class OwnKeyRules
{
    public const string Type = "client-authentication+jwt";

    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Bounds how long a jti must be stored.</summary>
    private static readonly TimeSpan MaximumLifetime = TimeSpan.FromMinutes(10);

    /// <summary>The first thing that is wrong, as the rest of a sentence for the log. Null when nothing is.</summary>
    public static string? FaultOf(Workspace workspace, Client client, JwtReader assertion, DateTimeOffset now) =>
        HeaderFault(assertion, Algorithms(workspace, client))
        ?? (assertion.Text("sub") != client.ClientId ? "has another subject" : null)
        ?? AssertionAudience.FaultOf(workspace, client, assertion)
        ?? TimeFault(assertion, now)
        ?? (string.IsNullOrEmpty(assertion.Text("jti")) ? "has no jti" : null);

    private static string? HeaderFault(JwtReader assertion, IReadOnlyList<string> algorithms) =>
        assertion.Header.TryGetProperty("jwk", out _) ? "brings its own key"
        : !assertion.IsOfType(Type) ? "has a typ of something else"
        : assertion.Algorithm is not { } algorithm || !algorithms.Contains(algorithm) ? $"has an alg that is none of {string.Join(", ", algorithms)}"
        : null;

    private static IReadOnlyList<string> Algorithms(Workspace workspace, Client client)
    {
        var all = Permitted.AssertionAlgorithms(Permitted.Profile(workspace, client));
        return client.TokenEndpointAuthSigningAlg is { } only ? [.. all.Where(algorithm => algorithm == only)] : all;
    }

    private static string? TimeFault(JwtReader assertion, DateTimeOffset now) =>
        assertion.Time("exp") is not { } expiresAt ? "has no exp"
        : expiresAt <= now ? "has expired"
        : expiresAt > now + MaximumLifetime + ClockSkew ? "lives longer than ten minutes"
        : !assertion.HasNoTimeAfter("nbf", now + ClockSkew) ? "has an nbf in the future, or one that is no time"
        : !assertion.HasNoTimeAfter("iat", now + ClockSkew) ? "has an iat in the future, or one that is no time"
        : null;
}
