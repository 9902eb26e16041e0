using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Workspaces;

/// <summary>Workspaces as the commands print them.</summary>
/// <param name="deployment">The issuer of the default workspace. Null if it is not named.</param>
internal sealed class WorkspacePrintout(StoreRun run, Uri? deployment)
{
    private const int MaximumDetail = 1000;

    private static readonly (string Label, string Path)[] Endpoints =
    [
        ("welcome page", ""), ("authorize", Paths.Authorize), ("token", Paths.Token), ("device", Paths.Device), ("applications", Paths.Applications),
        ("metadata", Paths.OpenIdConfiguration),
    ];

    private readonly Uri? _issuer = deployment ?? run.UsualIssuer;

    public void Json(Workspace workspace) =>
        run.Output.WriteLine(JsonSerializer.Serialize(WorkspaceDocument.Of(workspace, deployment), OperatorJson.Default.WorkspaceDocument));

    public void Json(IEnumerable<Workspace> workspaces) => run.Output.WriteLine(JsonSerializer.Serialize(
        [.. workspaces.Select(workspace => WorkspaceDocument.Of(workspace, deployment))], OperatorJson.Default.WorkspaceDocumentArray));

    /// <summary>The options of a change as the operator wrote them, for the detail of a record. No option of a workspace is secret.</summary>
    public static string Named(ParseResult arguments)
    {
        var text = PlainText.OneLine(string.Join(' ', arguments.CommandResult.Children.OfType<OptionResult>()
            .Where(option => !option.Implicit && option.Option.Name is not ("--output" or "--issuer"))
            .Select(option => $"{option.Option.Name} {string.Join(' ', option.Tokens.Select(token => token.Value.Length == 0 ? "\"\"" : token.Value))}")));
        return text.Length <= MaximumDetail ? text : text[..MaximumDetail] + "…";
    }

    public void Added(Workspace workspace)
    {
        Write("Workspace added.", "");
        Details(workspace);
        if (WorkspaceKeys.AreNeeded(workspace))
            Write(["", .. WorkspaceKeys.Explanation(workspace.Name)]);
        Write("", "No operator manages the workspace yet. This command invites one, with the same tables:");
        Write($"  user invite admin --operator --workspace {workspace.Name} --issuer {_issuer?.AbsoluteUri.TrimEnd('/') ?? "ADDRESS"}");
    }

    public void Changed(Workspace before, Workspace changed)
    {
        Write("Workspace changed.", "");
        Details(changed);
        Write("");
        if ((before.HasOwnKeys, before.SigningMode) != (changed.HasOwnKeys, changed.SigningMode))
        {
            if (WorkspaceKeys.AreNeeded(changed))
                Write(WorkspaceKeys.Explanation(changed.Name));
            Write("Tokens that were signed before the change are no longer valid: clients and users need new ones.");
        }

        Write($"A running server may take up to {OperatorStores.NoticedWithin.TotalSeconds} seconds to notice.");
    }

    public void Details(Workspace workspace) => Write(
    [
        Line("name", workspace.Name),
        Line("display name", PlainText.Printable(Or(workspace.DisplayName, "none"))),
        Line("issuer", AddressOf(workspace, "")),
        .. Endpoints.Select(endpoint => Line(endpoint.Label, AddressOf(workspace, endpoint.Path))),
        Line("grants", workspace.GrantTypes is { } grants ? string.Join(' ', grants) : "all"),
        Line("languages", Or(string.Join(' ', workspace.UiLocales), "all")),
        Line("keys", workspace.HasOwnKeys ? "own" : "shared"),
        Line("signing mode", workspace.SigningMode is { } mode ? SigningModeName.Of(mode) : "the deployment's"),
        Line("algorithm", Or(workspace.SigningAlgorithm, "the deployment's")),
        Line("access tokens", workspace.AccessTokenSignedResponseAlg ?? "the same algorithm"),
        Line("ID tokens", workspace.IdTokensHaveUserClaims ? "with claims about the user" : "without claims about the user"),
        Line("DPoP nonce", workspace.RequiresDpopNonce ? "required" : "not required"),
        Line("requests", workspace.TakesApplicationRequests ? "on" : "off"),
        Line("pushed requests", workspace is { RequiresPushedRequests: true } or { Profile: SecurityProfile.Fapi2 } ? "required" : "optional"),
        Line("profile", ProfileOption.NameOf(workspace.Profile) ?? "none"),
        Line("registration", Registration(workspace)),
        .. workspace.Resources.Count == 0 ? [Line("resources", "none")] : workspace.Resources.SelectMany(Lines),
        .. new Lifetimes(isChange: false).All.Select(lifetime => Line(lifetime.Label, Duration.Text(lifetime.Get(workspace)))),
    ]);

    public static TableOptions NewTable() => new("NAME", "DISPLAY NAME", "ISSUER", "KEYS", "RESOURCES", "GRANTS", "REQUESTS", "REGISTRATION");

    public void Table(IEnumerable<Workspace> workspaces, TableOptions table) => table.Write(run, workspaces.Select(Row));

    private string[] Row(Workspace workspace) =>
    [
        workspace.Name, PlainText.Printable(workspace.DisplayName), AddressOf(workspace, ""), workspace.HasOwnKeys ? "own" : "shared",
        $"{workspace.Resources.Count}", workspace.GrantTypes is { } grants ? $"{grants.Count}" : "all",
        workspace.TakesApplicationRequests ? "on" : "off", Registration(workspace),
    ];

    private string AddressOf(Workspace workspace, string path) =>
        WorkspaceSettings.Readable(WorkspaceSettings.UsualAt(workspace.Name, _issuer).Address(path));

    private static string Registration(Workspace workspace) => workspace.Registration == RegistrationPolicy.AllowedHosts
        ? $"{RegistrationOptions.Hosts} {string.Join(' ', workspace.RegistrationHosts)}"
        : RegistrationOptions.Name(workspace.Registration);

    private static IEnumerable<string> Lines(Resource resource)
    {
        yield return Line("resource", $"{PlainText.Printable(resource.Name)}  {resource.Audience}");
        yield return Line("", $"scope    {Or(resource.Scopes.Text, "none")}");
        if (!resource.OpenScopes.IsEmpty)
            yield return Line("", $"open     {resource.OpenScopes.Text}");
        if (resource.DocumentationUri is { } documentation)
            yield return Line("", $"docs     {documentation}");
        if (resource.GraphQlUri is { } graphQl)
            yield return Line("", $"graphql  {graphQl}");
    }

    private static string Line(string label, string value) => $"{label,-15}  {value}";

    private static string Or(string text, string otherwise) => text.Length == 0 ? otherwise : text;

    private void Write(params IEnumerable<string> lines)
    {
        foreach (var line in lines)
            run.Output.WriteLine(line);
    }
}
