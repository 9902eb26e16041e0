using System.CommandLine;
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
