using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Issuers;

/// <summary>A command on the trusted issuers of one workspace.</summary>
internal abstract class IssuerCommand(string name, string description, StoreAccess stores, WorkspaceOption workspace)
    : InWorkspaceCommand(name, description, stores, workspace)
{
    private readonly Argument<string> _issuer = IssuerArgument();

    /// <summary>For the commands on one issuer.</summary>
    protected void TakeIssuer() => Arguments.Add(_issuer);

    protected string IssuerOf(ParseResult arguments) => arguments.GetRequiredValue(_issuer);

    private static Argument<string> IssuerArgument()
    {
        var argument = new Argument<string>("ISSUER") { Description = "Its identifier: an address, character by character as its tokens have it in iss." };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && ProviderAddress.Mistake(token.Value) is { } mistake)
                result.AddError($"ISSUER: {mistake}");
        });
        return argument;
    }
}
