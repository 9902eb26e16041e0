using System.CommandLine;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Pages;
using Tollgate.Operator.Clients;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Workspaces;

/// <summary>The options that describe a workspace, for an addition or a change. A change keeps the settings that are not named.</summary>
internal sealed class WorkspaceOptions(bool isChange)
{
    private const int MaximumNameLength = 100;

    private readonly Option<string?> _displayName = new Option<string?>("--display-name")
    {
        HelpName = "TEXT",
        Description = "The name of the workspace for people. Its pages show it." + (isChange ? " \"\" for none." : ""),
    }.Checked(name => (isChange && name is "") || PlainText.IsLine(name!, MaximumNameLength) ? null : $"takes a line of 1 to {MaximumNameLength} characters.");

    private readonly Option<string[]> _grants = new Option<string[]>("--grant")
    {
        HelpName = "GRANT_TYPE",
        Description = $"A grant_type that is on in the workspace; may be repeated. One of: {string.Join(", ", Registrations.GrantTypes)}. "
            + (isChange ? "Replaces all." : "Without it all are on."),
    }.Checked(grants => Registrations.Unknown(grants, Registrations.GrantTypes));

    private readonly Option<bool> _allGrants = new("--all-grants") { Description = "All grant types are on, also the grant types of later versions." };

    private readonly Option<string[]> _languages = new Option<string[]>("--language")
    {
        HelpName = "LANGUAGE",
        Description = $"A language of the workspace's pages, the default one first; may be repeated. One of: {string.Join(", ", Languages.Names)}. "
            + (isChange ? "Replaces all; \"\" for" : "Without it") + " all languages.",
    }.Checked(languages => isChange && languages is [""] ? null : Registrations.Unknown(languages, Languages.Names));

    private readonly Option<string?> _accessTokenAlgorithm = new Option<string?>("--access-token-algorithm")
    {
        HelpName = "ALG",
        Description = "The algorithm that signs access tokens of clients that name none. "
            + (isChange ? "\"\" for that of --signing-algorithm." : "Without it RS256 if the vault makes the signatures, else ES256."),
    }.Checked(algorithm => isChange && algorithm is "" ? null : Registrations.Unknown([algorithm!], SigningAlgorithms.All));

    private readonly OnOffOption _idTokenClaims = new(
        "--id-token-claims", "Whether ID tokens have the claims that the granted scopes name." + (isChange ? "" : " Without the option they have."));

    private readonly Option<string?> _algorithm = new Option<string?>("--signing-algorithm")
    {
        HelpName = "ALG",
        Description = "The algorithm that signs tokens where nothing else is named. The deployment must have a key for it: "
            + $"{string.Join(", ", SigningAlgorithms.All)}. "
            + (isChange ? "\"\" for" : "Without it") + " the deployment's first.",
    }.Checked(algorithm => isChange && algorithm is "" ? null : Registrations.Unknown([algorithm!], SigningAlgorithms.All));

    private readonly Switch _ownKeys = new(
        "--own-keys", "The workspace signs with keys that no other workspace has. They must be in the vault first; the command names them.",
        "--shared-keys", "The workspace signs with the shared keys.");

    private readonly Option<string?> _signingMode = Mode(isChange);

    private readonly OnOffOption _dpopNonce = new(
        "--dpop-nonce",
        "Whether a DPoP proof must have a nonce of the server (RFC 9449 section 8). A client then asks twice now and then."
            + (isChange ? "" : " Without the option it need not."));

    private readonly OnOffOption _requests = new(
        "--application-requests", "Whether people may request an application on the welcome page." + (isChange ? "" : " Without the option they may."));

    private readonly OnOffOption _requirePar = new(
        "--require-par",
        "Whether every client must push its authorization requests (RFC 9126)." + (isChange ? "" : " Without the option clients may."));

    private readonly ProfileOption _profile = new(
        "The rules that every client of the workspace keeps: fapi2 is the FAPI 2.0 Security Profile (keys, pushed requests, DPoP, codes of a minute)."
        + (isChange ? " \"client show\" says what of a client violates them." : ""));

    private readonly ResourceOptions _resources = new(isChange);
    private readonly RegistrationOptions _registration = new(isChange);
    private readonly Lifetimes _lifetimes = new(isChange);

    public IReadOnlyList<Option> All =>
    [
        _displayName, _grants, .. isChange ? (Option[])[_allGrants] : [], _languages, .. _resources.All, .. _lifetimes.Options,
        .. isChange ? _ownKeys.Options : _ownKeys.Options.Take(1), _signingMode, _algorithm, _accessTokenAlgorithm,
        _idTokenClaims, _dpopNonce, _requests, _requirePar, _profile, .. _registration.All,
    ];

    public bool IsAnyNamed(ParseResult arguments) => All.Any(arguments.IsNamed);

    /// <summary>A sentence about options that exclude each other, or null.</summary>
    public string? Mistake(ParseResult arguments)
    {
        if (arguments.IsNamed(_grants) && arguments.GetValue(_allGrants))
            return $"{_grants.Name} and {_allGrants.Name} exclude each other.";
        return _ownKeys.Mistake(arguments) ?? _resources.Mistake(arguments);
    }

    /// <summary>Throws a <see cref="RefusedException"/> if a resource to remove does not exist.</summary>
    public Workspace Apply(ParseResult arguments, Workspace workspace) =>
        _registration.Apply(arguments, _resources.Apply(arguments, _lifetimes.Apply(arguments, workspace))) with
        {
            DisplayName = arguments.GetValue(_displayName) ?? workspace.DisplayName,
            GrantTypes = arguments.GetValue(_allGrants) ? null : Some(arguments, _grants) ?? workspace.GrantTypes,
            UiLocales = Some(arguments, _languages) ?? workspace.UiLocales,
            SigningAlgorithm = arguments.GetValue(_algorithm) ?? workspace.SigningAlgorithm,
            AccessTokenSignedResponseAlg = AccessTokenAlgorithm(arguments, workspace),
            IdTokensHaveUserClaims = _idTokenClaims.Position(arguments) ?? workspace.IdTokensHaveUserClaims,
            SigningMode = arguments.IsNamed(_signingMode) ? SigningModeName.Parse(arguments.GetValue(_signingMode)!) : workspace.SigningMode,
            HasOwnKeys = _ownKeys.Position(arguments) ?? workspace.HasOwnKeys,
            RequiresDpopNonce = _dpopNonce.Position(arguments) ?? workspace.RequiresDpopNonce,
            TakesApplicationRequests = _requests.Position(arguments) ?? workspace.TakesApplicationRequests,
            Profile = _profile.Position(arguments) ?? workspace.Profile,
            RequiresPushedRequests = _requirePar.Position(arguments) ?? workspace.RequiresPushedRequests,
        };

    /// <summary>A sentence about settings of the changed workspace that do not fit together, or null.</summary>
    public string? MistakeIn(ParseResult arguments, Workspace changed) =>
        Lifetimes.Mistake(changed)
        ?? _registration.Mistake(arguments, changed)
        ?? (ResourceText.AreTooLong(changed.Resources)
            ? "All resources together are too long for one workspace: shorten them, or use another workspace."
            : null);

    private string? AccessTokenAlgorithm(ParseResult arguments, Workspace workspace)
    {
        if (!arguments.IsNamed(_accessTokenAlgorithm))
            return workspace.AccessTokenSignedResponseAlg;
        return arguments.GetValue(_accessTokenAlgorithm) is { Length: > 0 } algorithm ? algorithm : null;
    }

    private static Option<string?> Mode(bool isChange) => new Option<string?>("--signing-mode")
    {
        HelpName = "MODE",
        Description = $"Where the private keys of the workspace lie: {string.Join(" or ", SigningModeName.All)} (docs/adr/0012). "
            + (isChange ? "\"\" for" : "Without it") + " the deployment's.",
    }.Checked(mode => isChange && mode is "" ? null : Registrations.Unknown([mode!], SigningModeName.All));

    /// <summary>Null if the option is not named.</summary>
    private static string[]? Some(ParseResult arguments, Option<string[]> option) =>
        arguments.IsNamed(option) ? [.. arguments.GetRequiredValue(option).Where(value => value.Length > 0).Distinct()] : null;
}
