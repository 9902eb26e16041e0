using System.CommandLine;
using Tollgate.Domain.Applications;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Applications;

/// <summary><c>request decline</c>: refuses a request, with a text for the applicant.</summary>
internal sealed class RequestDecline : RequestCommand
{
    private readonly Option<string?> _answer = new Option<string?>("--answer")
    {
        HelpName = "TEXT",
        Description = "A text for the applicant, shown at the address that the form gave.",
    }.Checked(text => PlainText.IsLine(text!, ApplicationDescription.MaximumText)
        ? null
        : $"takes a line of 1 to {ApplicationDescription.MaximumText} characters.");

    public RequestDecline(StoreAccess stores, WorkspaceOption workspace)
        : base("decline", "Declines a request. It cannot be approved later, but the applicant may send a new request.", stores, workspace)
    {
        TakeId();
        Options.Add(_answer);
        Options.Add(Output);
    }

    public override IReadOnlyList<string> Examples =>
        ["request decline a1b2c3 --answer \"Please ask with your address at work.\" --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (workspace, request) = await FindPendingAsync(run, cancellationToken);
        var decision = ApplicationChange.Decline(request, run.Arguments.GetValue(_answer), await run.WhoAsync(cancellationToken), run.Now);
        if (!await DecideAsync(run, workspace, decision, cancellationToken))
            return ExitCode.Refused;
        if (Output.IsJson(run.Arguments))
            new RequestPrintout(run, workspace.Name).Json(decision.Request!);
        else
            await run.Output.WriteLineAsync($"Request {request.ClientId} declined.");
        return ExitCode.Done;
    }
}
