using System.CommandLine;
using Tollgate.Domain.Clients;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Issuers;

/// <summary><c>issuer add</c>: trusts an issuer. The named clients may then act for its subjects.</summary>
internal sealed class IssuerAdd : IssuerCommand
{
    private const int MaximumTextLength = 200;
    private const int MaximumClients = 100;

    private readonly Option<string> _audience = new Option<string>("--audience")
    {
        HelpName = "AUDIENCE",
        Description = "The audience (aud) that its tokens must have: the name of this server at the provider. "
            + "A token for another audience proves nothing here.",
        Required = true,
    }.Checked(Line);

    private readonly Option<string[]> _clients = new Option<string[]>("--client")
    {
        HelpName = "ID",
        Description = "A client that may present the issuer's tokens; may be repeated, at least one. All other clients are refused.",
        Required = true,
    }.Checked(ClientsMistake);

    private readonly Option<string?> _jwksUri = new Option<string?>("--jwks-uri")
    {
        HelpName = "URL",
        Description = "The address of the issuer's keys (a JWK Set). Without it the server reads ISSUER/.well-known/openid-configuration.",
    }.Checked(uri => ProviderAddress.Mistake(uri!));

    private readonly Option<string> _subjectClaim = new Option<string>("--subject-claim")
    {
        HelpName = "CLAIM",
        Description = "The claim that identifies the user. The provider must never give its value to another person, so avoid e-mail addresses.",
        DefaultValueFactory = _ => "sub",
    }.Checked(Line);

    private readonly Option<string?> _subjectPrefix = new Option<string?>("--subject-prefix")
    {
        HelpName = "TEXT",
        Description = "The prefix of each subject of the provider. With an empty prefix, resource servers could take the provider's \"alice\" for "
            + "a user or a client of this server, or for the alice of another provider. Without the option the prefix is ISSUER|.",
    }.Checked(prefix => prefix!.Length == 0 ? null : Line(prefix));

    private readonly Option<bool> _replace = new("--replace") { Description = "Replaces the settings of an issuer that is trusted already." };

    private readonly OutputOption _output = new();

    public IssuerAdd(StoreAccess stores, WorkspaceOption workspace)
        : base("add", Explanation, stores, workspace)
    {
        TakeIssuer();
        foreach (var option in (Option[])[_audience, _clients, _jwksUri, _subjectClaim, _subjectPrefix, _replace, _output])
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
        ?? (arguments.GetValue(_jwksUri) is { } uri ? ProviderAddress.MistakeAt(uri, location.IsLocal) : null);

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (issuers, workspace, issuer) = (run.Stores.TrustedIssuers, WorkspaceOf(run), Describe(run.Arguments));
        var others = new List<TrustedIssuer>();
        await foreach (var known in issuers.ListAsync(workspace, cancellationToken))
            others.Add(known);
        var isReplaced = others.RemoveAll(known => known.Issuer == issuer.Issuer) > 0;
        if (isReplaced && !run.Arguments.GetValue(_replace))
            return run.Refuse($"The workspace {workspace} trusts {issuer.Issuer} already. --replace replaces its settings; \"issuer list\" shows them.");
        await issuers.PutAsync(workspace, issuer, cancellationToken);

        var printout = new IssuerPrintout(run, workspace);
        if (_output.IsJson(run.Arguments))
            printout.Json(issuer);
        else
            printout.Trusted(isReplaced ? "Issuer replaced." : "Issuer added.", issuer);
        await new IssuerWarnings(run, workspace).WriteAsync(issuer, others, cancellationToken);
        return ExitCode.Done;
    }

    private TrustedIssuer Describe(ParseResult arguments)
    {
        var issuer = new TrustedIssuer(IssuerOf(arguments))
        {
            Audience = arguments.GetRequiredValue(_audience),
            JwksUri = arguments.GetValue(_jwksUri),
            SubjectClaim = arguments.GetRequiredValue(_subjectClaim),
            Clients = [.. arguments.GetRequiredValue(_clients).Distinct()],
        };
        return arguments.GetValue(_subjectPrefix) is { } prefix ? issuer with { SubjectPrefix = prefix } : issuer;
    }

    private static string? ClientsMistake(string[] clients) => clients.Length > MaximumClients
        ? $"an issuer has at most {MaximumClients}."
        : clients.FirstOrDefault(id => !ClientId.IsWellFormed(id)) is { } wrong ? $"\"{PlainText.Printable(wrong)}\" is not a client_id." : null;

    private static string? Line(string text) =>
        PlainText.IsLine(text, MaximumTextLength) ? null : $"takes a line of 1 to {MaximumTextLength} characters.";
}
