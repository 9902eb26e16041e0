using System.CommandLine;
using System.Text.Json;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Registration;

/// <summary><c>registration-token add</c>: makes a token with which a program can register one client.</summary>
internal sealed class RegistrationTokenAdd : InWorkspaceCommand
{
    private const int UsualDays = 7;
    private const int MaximumDays = 366;

    private readonly NumberOption _days = new("--days", "days", 1, MaximumDays, UsualDays) { Description = "How long the token is valid." };

    private readonly IssuerOption _issuer;
    private readonly OutputOption _output = new();

    public RegistrationTokenAdd(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "add",
            "Makes an initial access token and prints it, only now. A program that sends it can register one client. Registration must be on in the "
            + "workspace (\"workspace set --registration\").",
            stores,
            workspace)
    {
        _issuer = new IssuerOption(stores.Surroundings);
        foreach (var option in (Option[])[_days, _issuer, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "registration-token add --tables tollgate.db",
        "registration-token add --days 1 --workspace shop --issuer https://auth.example --tables tollgate.db --output json",
    ];

    protected override bool IsAddition => true;

    protected override string? Mistake(ParseResult arguments) => _issuer.Mistake(arguments);

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (randomness, expiresAt) = (run.Surroundings.Randomness, run.Now + TimeSpan.FromDays(run.Arguments.GetRequiredValue(_days)!.Value));
        var token = Handle.New(ExpiringId.New(expiresAt, randomness), randomness);
        var record = await run.RecordAsync(
            WorkspaceOf(run), AuditKind.RegistrationToken, token.Id, Changes.Created, $"until {expiresAt:u}", cancellationToken);
        await run.TryAsync(record, AddAsync, cancellationToken);

        await PrintAsync(run, token, expiresAt);
        if (await FindWorkspaceAsync(run, cancellationToken) is { Registration: RegistrationPolicy.Off })
        {
            await run.Error.WriteLineAsync(
                $"Warning: registration is off in the workspace {WorkspaceOf(run)}: \"workspace set {WorkspaceOf(run)} --registration "
                + $"{RegistrationOptions.Token}\" turns it on.");
        }

        return ExitCode.Done;

        async Task<bool> AddAsync(CancellationToken cancellation)
        {
            await run.Stores.RegistrationTokens.AddAsync(WorkspaceOf(run), token, expiresAt, cancellation);
            return true;
        }
    }

    private async Task PrintAsync(StoreRun run, Handle token, DateTimeOffset expiresAt)
    {
        var deployment = _issuer.Address(run.Arguments);
        var address = WorkspaceSettings.Readable(WorkspaceSettings.UsualAt(WorkspaceOf(run), deployment).Address(Paths.Registration));
        if (_output.IsJson(run.Arguments))
        {
            var document = new RegistrationTokenDocument(token.Text, WorkspaceOf(run), expiresAt, deployment is null ? null : address);
            await run.Output.WriteLineAsync(JsonSerializer.Serialize(document, OperatorJson.Default.RegistrationTokenDocument));
            return;
        }

        foreach (var line in (string[])
        [
            "Registration token added.", "", $"  token    {token.Text}", $"  address  {address}", $"  until    {PlainText.Time(expiresAt)}", "",
            "The token is shown only now and stored nowhere, so keep it. It registers one client.",
        ])
            await run.Output.WriteLineAsync(line);
    }
}
