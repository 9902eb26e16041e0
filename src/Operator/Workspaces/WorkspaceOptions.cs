using System.CommandLine;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Pages;
using Tollgate.Operator.Clients;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Workspaces;

/// <summary>The options that describe a workspace, to add one or to change one: what is not named stays as it is.</summary>
internal sealed class WorkspaceOptions(bool isChange)
{
    private const int MaximumNameLength = 100;

    private readonly Option<string?> _displayName = new Option<string?>("--display-name")
    {
        HelpName = "TEXT",
        Description = "What people call it: its pages show it." + (isChange ? " \"\" for none." : ""),
    }.Checked(name => (isChange && name is "") || PlainText.IsLine(name!, MaximumNameLength) ? null : $"takes a line of 1 to {MaximumNameLength} characters.");

    private readonly Option<string[]> _grants = new Option<string[]>("--grant")
    {
        HelpName = "GRANT_TYPE",
        Description = $"A grant_type that the workspace has on; may be repeated. One of: {string.Join(", ", Registrations.GrantTypes)}. "
            + (isChange ? "Replaces all." : "Without it all are on."),
    }.Checked(grants => Registrations.Unknown(grants, Registrations.GrantTypes));

    private readonly Option<bool> _allGrants = new("--all-grants") { Description = "All grant types are on, those of later versions too." };

    private readonly Option<string[]> _languages = new Option<string[]>("--language")
    {
        HelpName = "LANGUAGE",
        Description = $"A language of its pages, the default one first; may be repeated. One of: {string.Join(", ", Languages.Names)}. "
            + (isChange ? "Replaces all; \"\" for" : "Without it") + " all that there are.",
    }.Checked(languages => isChange && languages is [""] ? null : Registrations.Unknown(languages, Languages.Names));

    private readonly Option<string?> _algorithm = new Option<string?>("--signing-algorithm")
    {
        HelpName = "ALG",
        Description = $"What its tokens are signed with, one that the deployment has a key for: {string.Join(", ", SigningAlgorithms.All)}. "
            + (isChange ? "\"\" for" : "Without it") + " the deployment's first.",
    }.Checked(algorithm => isChange && algorithm is "" ? null : Registrations.Unknown([algorithm!], SigningAlgorithms.All));

    private readonly Switch _ownKeys = new(
        "--own-keys", "It signs with keys that no other workspace has. They must be in the vault first; the command says which.",
        "--shared-keys", "It signs with the keys that workspaces share.");

    private readonly Option<string?> _signingMode = Mode(isChange);

    private readonly OnOffOption _requests = new(
        "--application-requests", "Whether people may ask for an application on its welcome page." + (isChange ? "" : " Without it they may."));

    private readonly ResourceOptions _resources = new(isChange);
    private readonly RegistrationOptions _registration = new(isChange);
    private readonly Lifetimes _lifetimes = new(isChange);

    public IReadOnlyList<Option> All =>
    [
        _displayName, _grants, .. isChange ? (Option[])[_allGrants] : [], _languages, .. _resources.All, .. _lifetimes.Options,
        .. isChange ? _ownKeys.Options : _ownKeys.Options.Take(1), _signingMode, _algorithm, _requests, .. _registration.All,
    ];

    public bool IsAnyNamed(ParseResult arguments) => All.Any(arguments.IsNamed);

    /// <summary>A sentence about options that do not go together, or null.</summary>
    public string? Mistake(ParseResult arguments)
    {
        if (arguments.IsNamed(_grants) && arguments.GetValue(_allGrants))
            return $"{_grants.Name} and {_allGrants.Name} exclude each other.";
        return _ownKeys.Mistake(arguments) ?? _resources.Mistake(arguments);
    }

    /// <summary>Throws a <see cref="RefusedException"/> where a resource that is to go is not there.</summary>
    public Workspace Apply(ParseResult arguments, Workspace workspace) =>
        _registration.Apply(arguments, _resources.Apply(arguments, _lifetimes.Apply(arguments, workspace))) with
        {
            DisplayName = arguments.GetValue(_displayName) ?? workspace.DisplayName,
            GrantTypes = arguments.GetValue(_allGrants) ? null : Some(arguments, _grants) ?? workspace.GrantTypes,
            UiLocales = Some(arguments, _languages) ?? workspace.UiLocales,
            SigningAlgorithm = arguments.GetValue(_algorithm) ?? workspace.SigningAlgorithm,
            SigningMode = arguments.IsNamed(_signingMode) ? SigningModeName.Parse(arguments.GetValue(_signingMode)!) : workspace.SigningMode,
            HasOwnKeys = _ownKeys.Position(arguments) ?? workspace.HasOwnKeys,
            TakesApplicationRequests = _requests.Position(arguments) ?? workspace.TakesApplicationRequests,
        };

    /// <summary>A sentence about what does not fit together in what comes out, or null.</summary>
    public string? MistakeIn(ParseResult arguments, Workspace changed) =>
        Lifetimes.Mistake(changed)
        ?? _registration.Mistake(arguments, changed)
        ?? (ResourceText.AreTooLong(changed.Resources)
            ? "The resources are too long together for one workspace: shorten them, or take another workspace."
            : null);

    private static Option<string?> Mode(bool isChange) => new Option<string?>("--signing-mode")
    {
        HelpName = "MODE",
        Description = $"Where its private keys lie: {string.Join(" or ", SigningModeName.All)} (docs/adr/0012). "
            + (isChange ? "\"\" for" : "Without it") + " the deployment's.",
    }.Checked(mode => isChange && mode is "" ? null : Registrations.Unknown([mode!], SigningModeName.All));

    /// <summary>Null where the list is not named.</summary>
    private static string[]? Some(ParseResult arguments, Option<string[]> option) =>
        arguments.IsNamed(option) ? [.. arguments.GetRequiredValue(option).Where(value => value.Length > 0).Distinct()] : null;
}
