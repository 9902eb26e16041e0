using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Workspaces;

/// <summary>A workspace as JSON. It omits each setting that the deployment decides. Lifetimes are in seconds.</summary>
internal sealed record WorkspaceDocument
{
    public required string Workspace { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Null if the issuer of the deployment is not named.</summary>
    public string? Issuer { get; init; }

    /// <summary>The enabled grant types. Null if all are enabled.</summary>
    public IReadOnlyList<string>? GrantTypes { get; init; }

    public IReadOnlyList<string>? UiLocales { get; init; }

    public string? SigningAlgorithm { get; init; }

    public string? AccessTokenSignedResponseAlg { get; init; }

    public required bool IdTokensHaveUserClaims { get; init; }

    public string? SigningMode { get; init; }

    public required bool OwnKeys { get; init; }

    /// <summary>The workspace's own keys in vault mode, one for each possible algorithm of the deployment.</summary>
    public IReadOnlyList<string>? VaultKeys { get; init; }

    public required bool DpopNonce { get; init; }

    public required bool ApplicationRequests { get; init; }

    public required bool RequirePushedAuthorizationRequests { get; init; }

    /// <summary>The security profile that every client keeps. Null for none.</summary>
    public string? Profile { get; init; }

    public required string Registration { get; init; }

    public required IReadOnlyList<string> RegistrationHosts { get; init; }

    public required IReadOnlyList<ResourceDocument> Resources { get; init; }

    public required long AccessTokenLifetime { get; init; }

    public required long IdTokenLifetime { get; init; }

    public required long CodeLifetime { get; init; }

    public required long DeviceCodeLifetime { get; init; }

    public required long RefreshSliding { get; init; }

    public required long RefreshAbsolute { get; init; }

    public required long RefreshGrace { get; init; }

    public required long SessionLifetime { get; init; }

    /// <param name="deployment">The issuer of the default workspace.</param>
    public static WorkspaceDocument Of(Workspace workspace, Uri? deployment) => new()
    {
        Workspace = workspace.Name,
        DisplayName = workspace.DisplayName,
        Issuer = deployment is null ? null : WorkspaceSettings.UsualAt(workspace.Name, deployment).Issuer,
        GrantTypes = workspace.GrantTypes,
        UiLocales = workspace.UiLocales is [_, ..] languages ? languages : null,
        SigningAlgorithm = workspace.SigningAlgorithm is { Length: > 0 } algorithm ? algorithm : null,
        AccessTokenSignedResponseAlg = workspace.AccessTokenSignedResponseAlg,
        IdTokensHaveUserClaims = workspace.IdTokensHaveUserClaims,
        SigningMode = workspace.SigningMode is { } mode ? SigningModeName.Of(mode) : null,
        OwnKeys = workspace.HasOwnKeys,
        VaultKeys = WorkspaceKeys.AreNeeded(workspace) ? WorkspaceKeys.Names(workspace.Name) : null,
        DpopNonce = workspace.RequiresDpopNonce,
        ApplicationRequests = workspace.TakesApplicationRequests,
        RequirePushedAuthorizationRequests = workspace.RequiresPushedRequests,
        Profile = ProfileOption.NameOf(workspace.Profile),
        Registration = RegistrationOptions.Name(workspace.Registration),
        RegistrationHosts = workspace.RegistrationHosts,
        Resources = [.. workspace.Resources.Select(ResourceDocument.Of)],
        AccessTokenLifetime = (long)workspace.AccessTokenLifetime.TotalSeconds,
        IdTokenLifetime = (long)workspace.IdTokenLifetime.TotalSeconds,
        CodeLifetime = (long)workspace.CodeLifetime.TotalSeconds,
        DeviceCodeLifetime = (long)workspace.DeviceCodeLifetime.TotalSeconds,
        RefreshSliding = (long)workspace.RefreshTokenSlidingLifetime.TotalSeconds,
        RefreshAbsolute = (long)workspace.RefreshTokenAbsoluteLifetime.TotalSeconds,
        RefreshGrace = (long)workspace.RefreshTokenGrace.TotalSeconds,
        SessionLifetime = (long)workspace.SessionLifetime.TotalSeconds,
    };
}
