using System.CommandLine;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Operator.CommandLine;

/// <summary>The issuer of the deployment. The tables do not contain it. Commands need it only to print addresses.</summary>
internal sealed class IssuerOption : Option<string?>
{
    public const string Variable = "TOLLGATE_ISSUER";

    /// <summary>The output of the deployment. It comes first: the other variable may still hold the output of an earlier version.</summary>
    private const string Output = "TOLLGATE_DEPLOYED_ISSUER";

    private const string Form = "takes the issuer of the deployment, https (http on this machine) and without a query, such as https://auth.example.";

    private readonly Surroundings _surroundings;

    public IssuerOption(Surroundings surroundings)
        : base("--issuer")
    {
        _surroundings = surroundings;
        HelpName = "ADDRESS";
        Description = "The issuer of the deployment (the issuer of its default workspace), for printed addresses. "
            + $"Without the option the environment variable {Variable} is read.";
        this.Checked(text => AddressOf(text!) is null ? Form : null);
    }

    /// <summary>A sentence about a mistake in an environment variable, or null.</summary>
    public string? Mistake(ParseResult arguments) =>
        Text(arguments) is { } text && AddressOf(text) is null ? $"The environment variable {Variable}, like {Name}, {Form}" : null;

    /// <summary>Null if neither the option nor a variable names the issuer.</summary>
    public Uri? Address(ParseResult arguments) => Text(arguments) is { } text ? AddressOf(text) : null;

    /// <summary>The issuer of one workspace. Null if the issuer of the deployment is not named.</summary>
    public Uri? Address(ParseResult arguments, string workspace) =>
        Address(arguments) is { } address ? Below(address, workspace) : null;

    public static Uri Below(Uri deployment, string workspace) =>
        workspace == Workspace.DefaultName ? deployment : new Uri($"{deployment.AbsoluteUri.TrimEnd('/')}/{workspace}");

    private string? Text(ParseResult arguments) =>
        arguments.GetValue(this) ?? Named(Output) ?? Named(Variable);

    private string? Named(string variable) => _surroundings.Variable(variable) is { Length: > 0 } text ? text : null;

    private static Uri? AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Query: "", Fragment: "", UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : null;
}
