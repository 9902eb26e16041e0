using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Issuers;

/// <summary><c>issuer add</c>: trusts an issuer. The named clients may then act for its subjects.</summary>
internal sealed class IssuerAdd : IssuerCommand
{
    private readonly IssuerOptions _description = new(isChange: false);

    private readonly Option<bool> _replace = new("--replace") { Description = "Replaces the settings of an issuer that is trusted already." };

    private readonly OutputOption _output = new();

    public IssuerAdd(StoreAccess stores, WorkspaceOption workspace)
        : base("add", Explanation, stores, workspace)
    {
        TakeIssuer();
        foreach (var option in (Option[])[.. _description.All, _replace, _output])
            Options.Add(option);
    }

    private static string Explanation =>
        "Trusts an issuer. The named clients then get access tokens for each subject that the issuer has signed a token for, within the clients' scope "
        + "(by token exchange and the JWT bearer grant). The user does not sign in here. A person who controls the issuer's keys or its address can act as "
        + "any of its subjects. So trust only an issuer that you would let run your sign-in.";

    public override IReadOnlyList<string> Examples =>
    [
        "issuer add https://login.example.com --audience https://tollgate.example --client report --tables tollgate.db",
        "issuer add https://login.example.com --audience api --client report --client notes --subject-prefix \"example|\" --replace --tables tollgate.db",
    ];

    protected override bool IsAddition => true;

    protected override string? Mistake(ParseResult arguments) => ProviderAddress.IssuerMistake(IssuerOf(arguments));

    protected override string? MistakeAt(TablesLocation location, ParseResult arguments) =>
        ProviderAddress.MistakeAt(IssuerOf(arguments), location.IsLocal)
        ?? _description.MistakeAt(location, arguments);

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (issuers, workspace, issuer) = (run.Stores.TrustedIssuers, WorkspaceOf(run), _description.Describe(run.Arguments, IssuerOf(run.Arguments)));
        var others = new List<TrustedIssuer>();
        await foreach (var known in issuers.ListAsync(workspace, cancellationToken))
            others.Add(known);
        var isReplaced = others.RemoveAll(known => known.Issuer == issuer.Issuer) > 0;
        if (isReplaced && !run.Arguments.GetValue(_replace))
            return run.Refuse($"The workspace {workspace} trusts {issuer.Issuer} already. --replace replaces its settings; \"issuer list\" shows them.");
        var record = await RecordAsync(run, isReplaced ? Changes.Edited : Changes.Created, Summary(issuer), cancellationToken);
        await run.TryAsync(record, PutAsync, cancellationToken);

        var printout = new IssuerPrintout(run, workspace);
        if (_output.IsJson(run.Arguments))
            printout.Json(issuer);
        else
            printout.Trusted(isReplaced ? "Issuer replaced." : "Issuer added.", issuer);
        await new IssuerWarnings(run, workspace).WriteAsync(issuer, others, cancellationToken);
        return ExitCode.Done;

        async Task<bool> PutAsync(CancellationToken token)
        {
            await issuers.PutAsync(workspace, issuer, token);
            return true;
        }
    }
}
