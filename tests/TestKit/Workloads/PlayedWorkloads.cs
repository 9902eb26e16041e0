using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Tollgate.Domain.Keys;
using Tollgate.TestKit.Signing;

namespace Tollgate.TestKit.Workloads;

/// <summary>
/// Plays issuers of workloads: Microsoft Entra ID, GitHub Actions and a Kubernetes cluster. Their tokens have the issuer names and the claims of
/// the real tokens. One key signs them all. The server gets this key from here and not from the addresses of the issuers.
/// </summary>
public sealed class PlayedWorkloads(TimeProvider time) : IForeignKeys, IDisposable
{
    public const string GitHubIssuer = "https://token.actions.githubusercontent.com";
    public const string ClusterIssuer = "https://cluster.example";

    public AssertionSigner Signer { get; } = AssertionSigner.New("RS256", "played");

    public ValueTask<IReadOnlyList<PublicKey>> FindAsync(ForeignKeySource source, string? keyId, CancellationToken cancellationToken) =>
        source.JwksUri is null && IsPlayed(source.Owner)
            ? ValueTask.FromResult<IReadOnlyList<PublicKey>>([.. Signer.PublicKeys.Where(key => keyId is null || key.KeyId == keyId)])
            : throw new TimeoutException("The keys of the issuer cannot be had.", new HttpRequestException($"{source.Owner} is not played."));

    /// <summary>An access token of a managed identity, of version 1 (docs of the Microsoft identity platform, access token claims).</summary>
    public JsonObject ManagedIdentityV1(string tenant, string objectId, string audience) => Lasting(TimeSpan.FromHours(24), new()
    {
        ["aud"] = audience,
        ["iss"] = $"https://sts.windows.net/{tenant}/",
        ["aio"] = "k2RgYPhn",
        ["appid"] = "1a5f6ab0-8d4f-4b4e-8a36-0c2f5d3e9b11",
        ["appidacr"] = "2",
        ["idp"] = $"https://sts.windows.net/{tenant}/",
        ["oid"] = objectId,
        ["rh"] = "1.AXQA1p8bfVxv",
        ["sub"] = objectId,
        ["tid"] = tenant,
        ["uti"] = NewId(),
        ["ver"] = "1.0",
    });

    /// <summary>An access token of a managed identity, of version 2.</summary>
    public JsonObject ManagedIdentityV2(string tenant, string objectId, string applicationId) => Lasting(TimeSpan.FromHours(24), new()
    {
        ["aud"] = applicationId,
        ["iss"] = $"https://login.microsoftonline.com/{tenant}/v2.0",
        ["aio"] = "k2RgYPhn",
        ["azp"] = "1a5f6ab0-8d4f-4b4e-8a36-0c2f5d3e9b11",
        ["azpacr"] = "2",
        ["idtyp"] = "app",
        ["oid"] = objectId,
        ["rh"] = "1.AXQA1p8bfVxv",
        ["sub"] = objectId,
        ["tid"] = tenant,
        ["uti"] = NewId(),
        ["ver"] = "2.0",
    });

    /// <summary>The token of a job (docs of GitHub, OpenID Connect reference).</summary>
    /// <param name="context">The rest of the subject, such as environment:production.</param>
    /// <param name="hasIdsInSubject">Whether the repository has immutable subjects.</param>
    public JsonObject GitHub(
        string owner, string name, string ownerId, string repositoryId, string context, string audience, bool hasIdsInSubject = false)
    {
        var claims = Lasting(TimeSpan.FromMinutes(5), new()
        {
            ["jti"] = Guid.NewGuid().ToString(),
            ["sub"] = hasIdsInSubject ? $"repo:{owner}@{ownerId}/{name}@{repositoryId}:{context}" : $"repo:{owner}/{name}:{context}",
            ["aud"] = audience,
            ["iss"] = GitHubIssuer,
            ["ref"] = "refs/heads/main",
            ["sha"] = "9a3f0c7d5e1b2a4c6d8e0f1a2b3c4d5e6f708192",
            ["repository"] = $"{owner}/{name}",
            ["repository_id"] = repositoryId,
            ["repository_owner"] = owner,
            ["repository_owner_id"] = ownerId,
            ["repository_visibility"] = "private",
            ["run_id"] = "1234567890",
            ["run_number"] = "10",
            ["run_attempt"] = "1",
            ["runner_environment"] = "github-hosted",
            ["actor"] = "octocat",
            ["actor_id"] = "12",
            ["workflow"] = "deploy",
            ["workflow_ref"] = $"{owner}/{name}/.github/workflows/deploy.yml@refs/heads/main",
            ["job_workflow_ref"] = $"{owner}/{name}/.github/workflows/deploy.yml@refs/heads/main",
            ["event_name"] = "push",
            ["head_ref"] = "",
            ["base_ref"] = "",
            ["ref_type"] = "branch",
            ["ref_protected"] = "true",
        });
        if (context.StartsWith("environment:", StringComparison.Ordinal))
            claims["environment"] = context["environment:".Length..];
        return claims;
    }

    /// <summary>A projected token of a service account.</summary>
    public JsonObject ServiceAccount(string space, string name, string audience, string issuer = ClusterIssuer) => Lasting(TimeSpan.FromHours(1), new()
    {
        ["aud"] = new JsonArray(audience),
        ["iss"] = issuer,
        ["jti"] = Guid.NewGuid().ToString(),
        ["kubernetes.io"] = new JsonObject
        {
            ["namespace"] = space,
            ["node"] = new JsonObject { ["name"] = "node-1", ["uid"] = Guid.NewGuid().ToString() },
            ["pod"] = new JsonObject { ["name"] = name + "-7d9f", ["uid"] = Guid.NewGuid().ToString() },
            ["serviceaccount"] = new JsonObject { ["name"] = name, ["uid"] = Guid.NewGuid().ToString() },
        },
        ["sub"] = $"system:serviceaccount:{space}:{name}",
    });

    /// <summary>Kubernetes leaves typ out; the others write JWT.</summary>
    public string Sign(JsonObject claims) => Signer.Sign(claims, header =>
    {
        if (!claims.ContainsKey("kubernetes.io"))
            (header["typ"], header["x5t"]) = ("JWT", "played");
    });

    public void Dispose() => Signer.Dispose();

    private static bool IsPlayed(string issuer) => issuer is GitHubIssuer or ClusterIssuer
        || issuer.StartsWith("https://sts.windows.net/", StringComparison.Ordinal)
        || issuer.StartsWith("https://login.microsoftonline.com/", StringComparison.Ordinal);

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private JsonObject Lasting(TimeSpan lifetime, JsonObject claims)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        (claims["iat"], claims["nbf"], claims["exp"]) = (now, now, now + (long)lifetime.TotalSeconds);
        return claims;
    }
}
