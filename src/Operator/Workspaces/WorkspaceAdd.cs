using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Workspaces;

/// <summary><c>workspace add</c>: adds an empty workspace with addresses of its own.</summary>
internal sealed class WorkspaceAdd : WorkspaceCommand
{
    private readonly WorkspaceOptions _description = new(isChange: false);

    private readonly StoreAccess _stores;

    public WorkspaceAdd(StoreAccess stores)
        : base("add", "Adds an empty workspace: an issuer of its own at {host}/NAME, with the named settings.", stores)
    {
        _stores = stores;
        TakeName(name => name == Workspace.DefaultName
            ? "the default workspace always exists; \"workspace set default\" changes it."
            : WorkspaceNameMistake.OfNew(name));
        TakeOptions([.. _description.All, Issuer, Output]);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "workspace add shop --display-name \"The shop\" --tables tollgate.db",
        "workspace add shop --grant authorization_code --grant refresh_token --language fr --language en --session-lifetime 1d --tables tollgate.db",
        "workspace add shop --resource \"name=Orders;audience=https://orders.example;scope=orders.read orders.write;docs=https://orders.example/docs\" "
            + "--tables tollgate.db",
        "workspace add shop --own-keys --issuer https://auth.example --tables tollgate.db",
        "workspace add shop --registration hosts --registration-host app.example --tables tollgate.db",
    ];

    protected override bool MakesFile(ParseResult arguments) => true;

    protected override string? Mistake(ParseResult arguments) =>
        base.Mistake(arguments) ?? _description.Mistake(arguments) ?? _description.MistakeIn(arguments, Describe(arguments));

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var workspace = Describe(run);
        var isThere = await FindAsync(run, cancellationToken) is not null;
        if (!isThere && !await IsEmptyAsync(run, workspace, cancellationToken))
        {
            return run.Refuse($"There is no workspace {workspace.Name}, but rows of an earlier one exist. "
                + $"\"workspace remove {workspace.Name}\" removes them. Then the workspace can be added.");
        }

        var record = await RecordAsync(run, Changes.Created, WorkspacePrintout.Named(run.Arguments), cancellationToken);
        if (!await run.TryAsync(record, AddAsync, cancellationToken))
            return Taken(run, workspace);

        if (Output.IsJson(run.Arguments))
            PrintoutOf(run).Json(workspace);
        else
            PrintoutOf(run).Added(workspace);
        return ExitCode.Done;

        async Task<bool> AddAsync(CancellationToken token) =>
            await run.Stores.Workspaces.AddAsync(workspace, token) || await IsOwnAsync(run, workspace, token);
    }

    /// <summary>Whether this command added the workspace but lost the answer. Then the workspace has the same settings and is empty.</summary>
    private static async Task<bool> IsOwnAsync(StoreRun run, Workspace workspace, CancellationToken cancellationToken) =>
        await run.Stores.Workspaces.HasAsync(workspace, cancellationToken)
        && await IsEmptyAsync(run, workspace, cancellationToken);

    private static async Task<bool> IsEmptyAsync(StoreRun run, Workspace workspace, CancellationToken cancellationToken) =>
        (await run.Stores.Workspaces.CountContentsAsync(workspace.Name, cancellationToken)).IsEmpty;

    private Workspace Describe(ParseResult arguments) => _description.Apply(arguments, WorkspaceSettings.Usual(NameOf(arguments)));

    /// <summary>The row of a new workspace names its algorithm. Vault mode uses RS256: in Key Vault it costs a fifth of the price of ES256.</summary>
    private Workspace Describe(StoreRun run)
    {
        var described = Describe(run.Arguments);
        return described with
        {
            AccessTokenSignedResponseAlg = described.AccessTokenSignedResponseAlg
                ?? (described.SigningAlgorithm is { Length: > 0 } named ? named
                : ModeOf(run, described) == SigningMode.Vault ? SigningAlgorithms.RS256
                : SigningAlgorithms.ES256),
        };
    }

    /// <summary>The tables do not contain the mode of the deployment, so it is read from the environment. The default is vault mode.</summary>
    private SigningMode ModeOf(StoreRun run, Workspace workspace) =>
        workspace.SigningMode
        ?? (_stores.Locate(run.Arguments).IsLocal ? SigningMode.Local : SigningModeName.Parse(_stores.Surroundings.Variable("TOLLGATE_SIGNING_MODE") ?? ""))
        ?? SigningMode.Vault;

    private static int Taken(StoreRun run, Workspace workspace) =>
        run.Refuse($"There is a workspace {workspace.Name} already. \"workspace set\" changes it; \"workspace remove\" frees the name.");
}
