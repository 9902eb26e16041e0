using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Workloads;

/// <summary>The federated credentials of platforms whose tokens this server knows: which claims name one workload and no other.</summary>
public static class KnownWorkloads
{
    public const string ManagedIdentity = "managed-identity";
    public const string GitHub = "github";
    public const string Kubernetes = "kubernetes";
    public const string Custom = "custom";

    public const string GitHubIssuer = "https://token.actions.githubusercontent.com";

    /// <summary>
    /// Access tokens of Microsoft Entra ID have one issuer name in version 1 and another in version 2. The app that the audience belongs to decides
    /// the version. In a token without a user, the subject is the object id of the identity. Only some tenants add idtyp.
    /// </summary>
    public static FederatedCredential OfManagedIdentity(string tenant, string objectId, IReadOnlyList<string> audiences) =>
        new([$"https://login.microsoftonline.com/{tenant}/v2.0", $"https://sts.windows.net/{tenant}/"])
        {
            Kind = ManagedIdentity,
            Audiences = audiences,
            Claims = [new("sub", [objectId]), new("oid", [objectId]), new("tid", [tenant]), new("idtyp", ["app"], IsRequired: false)],
        };

    /// <summary>
    /// A job of GitHub Actions. Since 2026 the subject of new repositories has the ids beside the names. Names can be given to another
    /// repository, ids cannot.
    /// </summary>
    /// <param name="context">What follows the repository in the subject, such as <c>environment:production</c>.</param>
    public static FederatedCredential OfGitHub(
        string owner, string name, string ownerId, string repositoryId, string context, IReadOnlyList<string> audiences) => new([GitHubIssuer])
        {
            Kind = GitHub,
            Audiences = audiences,
            Claims =
            [
                new("sub", [$"repo:{owner}/{name}:{context}", $"repo:{owner}@{ownerId}/{name}@{repositoryId}:{context}"]),
                new("repository_id", [repositoryId]),
                new("repository_owner_id", [ownerId]),
            ],
        };

    /// <summary>GitHub writes a colon in the name of an environment as <c>%3A</c>.</summary>
    public static string GitHubEnvironment(string name) => "environment:" + name.Replace(":", "%3A", StringComparison.Ordinal);

    public static string GitHubBranch(string name) => "ref:refs/heads/" + name;

    /// <param name="jwkSet">Null if the server can read the keys of the cluster.</param>
    public static FederatedCredential OfKubernetes(
        string issuer, string space, string serviceAccount, IReadOnlyList<string> audiences, string? jwkSet) => new([issuer])
        {
            Kind = Kubernetes,
            Audiences = audiences,
            Claims = [new("sub", [$"system:serviceaccount:{space}:{serviceAccount}"])],
            JwkSet = jwkSet,
        };
}
