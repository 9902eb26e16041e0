using System.CommandLine;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Workloads;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Clients;

/// <summary>The kinds of workloads, and the options that name a workload of each.</summary>
internal sealed class FederatedKinds
{
    public static readonly IReadOnlyList<string> All =
        [KnownWorkloads.ManagedIdentity, KnownWorkloads.GitHub, KnownWorkloads.Kubernetes, KnownWorkloads.Custom];

    private readonly Option<string?> _tenant = Id("--tenant", "managed-identity: the id of the tenant (az account show --query tenantId).");

    private readonly Option<string?> _objectId = Id(
        "--object-id", "managed-identity: the object id of the identity (az identity show --query principalId). It is not the client id.");

    private readonly Option<string?> _repository = Text("--repository", "ORG/NAME", "github: the repository of the workflow.")
        .Checked(text => text!.Split('/') is [{ Length: > 0 }, { Length: > 0 }] && text.All(IsNameCharacter) ? null : "takes ORG/NAME.");

    private readonly Option<string?> _environment = Text("--environment", "NAME", "github: jobs of this environment.");
    private readonly Option<string?> _branch = Text("--branch", "NAME", "github: jobs on this branch that have no environment.");

    private readonly Option<bool> _anyRef = new("--any-ref")
    {
        Description = "github: jobs of every branch, tag, pull request and environment of the repository. "
            + "Each person who can push a branch can then run as the client.",
    };

    private readonly Option<string?> _repositoryId = Number("--repository-id", "github: the id of the repository.");
    private readonly Option<string?> _ownerId = Number("--owner-id", "github: the id of its owner.");
    private readonly Option<string?> _issuer = Text("--issuer", "URL", "kubernetes, custom: the issuer (iss) of the tokens.");

    private readonly Option<string?> _namespace = Text("--namespace", "NAME", "kubernetes: the namespace of the service account.").Checked(IsLabel);
    private readonly Option<string?> _serviceAccount = Text("--service-account", "NAME", "kubernetes: the service account of the pod.").Checked(IsLabel);
    private readonly Option<string?> _subject = Text("--subject", "TEXT", "custom: the subject (sub) of the tokens.");

    private readonly Option<string[]> _claims = new Option<string[]>("--claim")
    {
        HelpName = "NAME=VALUE",
        Description = "custom: a claim that the tokens must have; may be repeated. A * after : or / at the end stands for the rest.",
    }.Checked(claims => claims.All(claim => claim.IndexOf('=', StringComparison.Ordinal) > 0) ? null : "takes NAME=VALUE.");

    public IReadOnlyList<Option> Options =>
    [
        _tenant, _objectId, _repository, _environment, _branch, _anyRef, _repositoryId, _ownerId, _issuer, _namespace, _serviceAccount, _subject, _claims,
    ];

    /// <summary>A sentence about options that are missing or belong to another kind, or null.</summary>
    public string? Mistake(ParseResult arguments, string kind)
    {
        if (Options.FirstOrDefault(option => arguments.IsNamed(option) && !Of(kind).Contains(option)) is { } foreign)
            return $"{foreign.Name} does not belong to --federated {kind}.";
        if (kind == KnownWorkloads.GitHub)
            return GitHubMistake(arguments);
        return Of(kind).FirstOrDefault(option => option != _claims && !arguments.IsNamed(option)) is { } missing
            ? $"--federated {kind} needs {missing.Name}."
            : null;
    }

    public FederatedCredential Credential(ParseResult arguments, string kind, string[] audiences, string? jwkSet) => kind switch
    {
        KnownWorkloads.ManagedIdentity => KnownWorkloads.OfManagedIdentity(Value(arguments, _tenant), Value(arguments, _objectId), audiences),
        KnownWorkloads.GitHub => GitHub(arguments, audiences),
        KnownWorkloads.Kubernetes => KnownWorkloads.OfKubernetes(
            Value(arguments, _issuer), Value(arguments, _namespace), Value(arguments, _serviceAccount), audiences, jwkSet),
        _ => new FederatedCredential([Value(arguments, _issuer)])
        {
            Audiences = audiences,
            Claims = [new("sub", [Value(arguments, _subject)]), .. (arguments.GetValue(_claims) ?? []).Select(Claim)],
            JwkSet = jwkSet,
        },
    };

    private Option[] Of(string kind) => kind switch
    {
        KnownWorkloads.ManagedIdentity => [_tenant, _objectId],
        KnownWorkloads.GitHub => [_repository, _environment, _branch, _anyRef, _repositoryId, _ownerId],
        KnownWorkloads.Kubernetes => [_issuer, _namespace, _serviceAccount],
        _ => [_issuer, _subject, _claims],
    };

    private string? GitHubMistake(ParseResult arguments)
    {
        if (arguments.GetValue(_repository) is not { } repository)
            return "--federated github needs --repository.";
        if (!arguments.IsNamed(_repositoryId) || !arguments.IsNamed(_ownerId))
        {
            return "--federated github needs --repository-id and --owner-id: GitHub gives the name of a repository or an owner away again, and an id never. "
                + $"This prints both ids: gh api repos/{repository} --jq '.id, .owner.id'";
        }

        return new Option[] { _environment, _branch, _anyRef }.Count(arguments.IsNamed) == 1
            ? null
            : "--repository alone is refused: name --environment or --branch, one of them. --any-ref admits every branch, tag, pull request and environment of "
                + "the repository, so each person who can push a branch can run as the client.";
    }

    private FederatedCredential GitHub(ParseResult arguments, string[] audiences)
    {
        var names = Value(arguments, _repository).Split('/');
        var context = arguments.GetValue(_environment) is { } environment ? KnownWorkloads.GitHubEnvironment(environment)
            : arguments.GetValue(_branch) is { } branch ? KnownWorkloads.GitHubBranch(branch)
            : "*";
        return KnownWorkloads.OfGitHub(names[0], names[1], Value(arguments, _ownerId), Value(arguments, _repositoryId), context, audiences);
    }

    private static RequiredClaim Claim(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return new RequiredClaim(text[..equals], [text[(equals + 1)..]]);
    }

    private static string Value(ParseResult arguments, Option<string?> option) => arguments.GetRequiredValue(option)!;

    private static Option<string?> Text(string name, string help, string description) => new(name) { HelpName = help, Description = description };

    /// <summary>Microsoft Entra ID writes ids in lower case.</summary>
    private static Option<string?> Id(string name, string description)
    {
        var option = Text(name, "GUID", description).Checked(text => Guid.TryParseExact(text, "D", out _) ? null : "takes a GUID with dashes.");
        option.CustomParser = result => result.Tokens is [var token] ? token.Value.ToLowerInvariant() : null;
        return option;
    }

    private static Option<string?> Number(string name, string description) => Text(name, "NUMBER", description)
        .Checked(text => text!.Length is > 0 and <= 20 && text.All(char.IsAsciiDigit) ? null : "takes a number.");

    private static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '/';

    private static string? IsLabel(string? text) => text!.Length is > 0 and <= 253
        && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '.')
        ? null
        : "takes a name of Kubernetes.";
}
