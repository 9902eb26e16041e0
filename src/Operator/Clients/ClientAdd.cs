using System.CommandLine;
using Tollgate.Domain;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Clients;

/// <summary><c>client add</c>: registers a client and shows its secret, which exists nowhere else.</summary>
internal sealed class ClientAdd : ClientCommand
{
    private const int MaximumTextLength = 200;

    private readonly Option<string> _name = new Option<string>("--name")
    {
        HelpName = "TEXT",
        Description = "What people call the client.",
        Required = true,
    }.Checked(name => IsPlain(name) ? null : $"a name is a line of 1 to {MaximumTextLength} characters.");

    private readonly Option<string?> _id = new Option<string?>("--id")
    {
        HelpName = "ID",
        Description = "The client_id. Without it a random one is made.",
    }.Checked(id => ClientId.IsWellFormed(id!)
        ? null
        : $"a client_id has 1 to {ClientId.MaximumLength} letters, digits and - . _ ~ only.");

    private readonly Option<string[]> _grants = new Option<string[]>("--grant")
    {
        HelpName = "GRANT_TYPE",
        Description = $"A grant_type that the client may use; may be repeated. One of: {string.Join(", ", Registrations.GrantTypes)}.",
        DefaultValueFactory = _ => [GrantTypes.ClientCredentials],
    }.Checked(grants => Registrations.Unknown(grants, Registrations.GrantTypes));

    private readonly Option<string[]> _scope = new Option<string[]>("--scope")
    {
        HelpName = "SCOPE",
        Description = "Scopes that the client may have, separated by spaces or commas; may be repeated. Without it its tokens carry none.",
        DefaultValueFactory = _ => [],
    }.Checked(scope => Mistake(Scope(scope)));

    private readonly Option<string?> _audience = new Option<string?>("--audience")
    {
        HelpName = "URI",
        Description = "The audience (aud) of its access tokens. Without it the workspace's default.",
    }.Checked(audience => IsPlain(audience!) ? null : $"an audience is a line of 1 to {MaximumTextLength} characters.");

    private readonly Option<string?> _authMethod = new Option<string?>("--auth-method")
    {
        HelpName = "METHOD",
        Description = $"The one way in which the client may send its secret. Without it any of: {string.Join(", ", Registrations.AuthenticationMethods)}.",
    }.Checked(method => Registrations.Unknown([method!], Registrations.AuthenticationMethods));

    private readonly Option<string?> _algorithm = new Option<string?>("--algorithm")
    {
        HelpName = "ALG",
        Description = $"The algorithm that its tokens are signed with, one that the deployment has a key for. Without it the workspace's. "
            + $"One of: {string.Join(", ", SigningAlgorithms.All)}.",
    }.Checked(algorithm => Registrations.Unknown([algorithm!], SigningAlgorithms.All));

    private readonly OutputOption _output = new();

    public ClientAdd(StoreAccess stores, WorkspaceOption workspace)
        : base("add", "Registers a client. Prints its id and, this once only, its secret: the tables keep a hash of it.", stores, workspace)
    {
        foreach (var option in (Option[])[_name, _id, _grants, _scope, _audience, _authMethod, _algorithm, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "client add --tables tollgate.db --name \"Nightly report\" --scope notes.read",
        "client add --tables azurite --id report --name \"Nightly report\" --scope notes.read,notes.write --output json",
    ];

    protected override bool MakesFile => true;

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var secret = run.Surroundings.Randomness.Secret();
        var client = Describe(run, secret);
        if (!await ClientsOf(run).AddAsync(WorkspaceOf(run), client, cancellationToken).ConfigureAwait(false))
        {
            return run.Refuse($"The workspace {WorkspaceOf(run)} has a client {client.ClientId} already. "
                + "\"client rotate-secret\" gives it a new secret; \"client remove\" makes place.");
        }

        var printout = new ClientPrintout(run, WorkspaceOf(run));
        if (_output.IsJson(run.Arguments))
            printout.Json(client, secret);
        else
            printout.Secret("Client added.", client, secret);
        return ExitCode.Done;
    }

    private Client Describe(StoreRun run, string secret) => new(run.Arguments.GetValue(_id) ?? NewId(run.Surroundings.Randomness))
    {
        ClientName = run.Arguments.GetRequiredValue(_name),
        Secrets = [ClientSecret.Of(secret, run.Now)],
        GrantTypes = [.. run.Arguments.GetRequiredValue(_grants).Distinct()],
        Scope = Scope(run.Arguments.GetRequiredValue(_scope)).Value!,
        Audience = run.Arguments.GetValue(_audience),
        TokenEndpointAuthMethod = run.Arguments.GetValue(_authMethod),
        SigningAlgorithm = run.Arguments.GetValue(_algorithm),
        CreatedAt = run.Now,
    };

    /// <summary>An id that begins with a hyphen would be taken for an option by this command and others.</summary>
    private static string NewId(Randomness randomness) => randomness.Id() is var id && id[0] == '-' ? "c" + id : id;

    private static OAuthResult<ScopeSet> Scope(string[] texts) => ScopeSet.Parse(string.Join(' ', texts));

    private static string? Mistake(OAuthResult<ScopeSet> scope) => scope switch
    {
        { IsError: true } => scope.Error.Description,
        { Value: var tokens } when tokens.Contains(ScopeSet.Wildcard) => "* stands for what is listed here, so it cannot be in the list.",
        _ => null,
    };

    private static bool IsPlain(string text) =>
        text.Length <= MaximumTextLength && !string.IsNullOrWhiteSpace(text) && !text.Any(PlainText.IsUnseen);
}
