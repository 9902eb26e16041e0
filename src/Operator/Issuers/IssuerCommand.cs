using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Issuers;

/// <summary>A command on the trusted issuers of one workspace.</summary>
internal abstract class IssuerCommand(string name, string description, StoreAccess stores, WorkspaceOption workspace)
    : InWorkspaceCommand(name, description, stores, workspace)
{
    private readonly Argument<string> _issuer = IssuerArgument();

    /// <summary>Adds the argument of the commands on one issuer.</summary>
    protected void TakeIssuer() => Arguments.Add(_issuer);

    protected string IssuerOf(ParseResult arguments) => arguments.GetRequiredValue(_issuer);

    /// <summary>The audit record of a change of an issuer.</summary>
    protected Task<AuditEntry> RecordAsync(StoreRun run, string change, string? detail, CancellationToken cancellationToken) =>
        run.RecordAsync(WorkspaceOf(run), AuditKind.Issuer, IssuerOf(run.Arguments), change, detail, cancellationToken);

    /// <summary>The settings of an issuer, for the detail of a record.</summary>
    protected static string Summary(TrustedIssuer issuer) =>
        $"audience {issuer.Audience}; clients {string.Join(' ', issuer.Clients)}; subjects {issuer.SubjectPrefix}<{issuer.SubjectClaim}>; "
        + $"keys {issuer.JwksUri ?? "discovery"}";

    protected int NotFound(StoreRun run) => run.Refuse(
        $"The workspace {WorkspaceOf(run)} trusts no issuer {IssuerOf(run.Arguments)}. \"issuer list\" shows the trusted issuers exactly as they are written.");

    private static Argument<string> IssuerArgument()
    {
        var argument = new Argument<string>("ISSUER") { Description = "The identifier of the issuer: an address, exactly as in the claim iss of its tokens." };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && ProviderAddress.Mistake(token.Value) is { } mistake)
                result.AddError($"ISSUER: {mistake}");
        });
        return argument;
    }
}
