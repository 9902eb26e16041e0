using System.CommandLine;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.Clients;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Applications;

/// <summary><c>request approve</c>: registers the requested client as the operators' page suggests it.</summary>
internal sealed class RequestApprove : RequestCommand
{
    private readonly Option<string[]> _scope = new Option<string[]>("--scope")
    {
        HelpName = "SCOPE",
        Description = "Scopes besides the scopes of its resources, separated by spaces or commas; may be repeated. "
            + $"Without it: {StandardScopes.Usual} for applications that users sign in to, and none for others.",
    }.Checked(texts => ScopeSet.Parse(string.Join(' ', texts)) switch
    {
        { IsError: true } wrong => wrong.Error.Description,
        { Value: var scope } when scope.Contains(ScopeSet.Wildcard) => "* stands for the whole list, so it cannot be in the list.",
        _ => null,
    });

    private readonly Option<bool> _noConsent = new("--no-consent") { Description = "Users are not asked for their consent: for your own application." };

    public RequestApprove(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "approve",
            "Registers the requested application. The applicant fetches its secret, once, at the address that the form gave; nobody else sees it. "
            + "\"client set\" changes the application later.",
            stores,
            workspace)
    {
        TakeId();
        foreach (var option in (Option[])[_scope, _noConsent, Output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
        ["request approve a1b2c3 --tables tollgate.db", "request approve a1b2c3 --scope openid,email --workspace shop --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (workspace, request) = await FindPendingAsync(run, cancellationToken);
        var form = Form(run.Arguments, request);
        if (ApplicationRules.Check(workspace, form, isRequest: false) is [_, ..] problems)
            return run.Refuse($"The application cannot be registered as requested. {string.Join(' ', problems.Select(Sentence).Distinct())}");
        var client = ApplicationRules.Describe(workspace, form, new Client(request.ClientId));
        var decision = ApplicationChange.Approve(request, client.Made(run.Now, run.Surroundings.Randomness), await run.WhoAsync(cancellationToken), run.Now);
        if (!await DecideAsync(run, workspace, decision, cancellationToken))
            return ExitCode.Refused;

        var printout = new ClientPrintout(run, workspace.Name);
        if (Output.IsJson(run.Arguments))
            printout.Json(decision.Client!);
        else
            printout.Approved(decision.Client!);
        Warn(run, workspace, request);
        return ExitCode.Done;
    }

    private ApplicationDescription Form(ParseResult arguments, ApplicationRequest request)
    {
        var form = ApplicationRules.Suggest(request.Description);
        return form with
        {
            Scope = arguments.IsNamed(_scope) ? string.Join(' ', arguments.GetRequiredValue(_scope)) : form.Scope,
            RequiresConsent = form.RequiresConsent && !arguments.GetValue(_noConsent),
        };
    }

    /// <summary>Writes to the error output, so that an operator who pipes the result sees it.</summary>
    private static void Warn(StoreRun run, Workspace workspace, ApplicationRequest request)
    {
        foreach (var audience in request.Description.Resources.Where(audience => workspace.FindResource(audience) is null))
            run.Error.WriteLine($"Warning: the workspace no longer has the resource {PlainText.Printable(audience)}; the application does not get it.");
    }

    private static string Sentence(FormProblem problem) => problem.Value is { } value
        ? $"\"{PlainText.Printable(value)}\": {PlainText.Printable(problem.Problem.Sentence)}"
        : PlainText.Printable(problem.Problem.Sentence);
}
