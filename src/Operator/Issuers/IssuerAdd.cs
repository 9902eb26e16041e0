using System.CommandLine;
using Tollgate.Domain.Clients;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Issuers;

/// <summary><c>issuer add</c>: from then on the clients that are named may speak for whomever the issuer says.</summary>
internal sealed class IssuerAdd : IssuerCommand
{
    private const int MaximumTextLength = 200;
    private const int MaximumClients = 100;

    private readonly Option<string> _audience = new Option<string>("--audience")
    {
        HelpName = "AUDIENCE",
        Description = "What its tokens must be meant for (aud): the name that this server has at the provider. "
            + "A token that one of its users gave to somebody else proves nothing here.",
        Required = true,
    }.Checked(Line);

    private readonly Option<string[]> _clients = new Option<string[]>("--client")
    {
        HelpName = "ID",
        Description = "A client that may present its tokens; may be repeated, at least one. All others are refused.",
        Required = true,
    }.Checked(ClientsMistake);

    private readonly Option<string?> _jwksUri = new Option<string?>("--jwks-uri")
    {
        HelpName = "URL",
        Description = "Where its keys are (a JWK Set). Without it discovery tells: ISSUER/.well-known/openid-configuration.",
    }.Checked(uri => ProviderAddress.Mistake(uri!));

    private readonly Option<string> _subjectClaim = new Option<string>("--subject-claim")
    {
        HelpName = "CLAIM",
        Description = "The claim that says who somebody is; one that the provider never gives to another person, so rather not an e-mail address.",
        DefaultValueFactory = _ => "sub",
    }.Checked(Line);

    private readonly Option<string?> _subjectPrefix = new Option<string?>("--subject-prefix")
    {
        HelpName = "TEXT",
        Description = "Goes before each subject of the provider, which gives out names as it likes: without it its \"alice\" could not be told from "
            + "a user or a client here, or from the alice of another provider, and resource servers would let her in as that one. Without the option ISSUER|.",
    }.Checked(prefix => prefix!.Length == 0 ? null : Line(prefix));

    private readonly Option<bool> _replace = new("--replace") { Description = "Replaces what is known of an issuer that is trusted already." };

    private readonly OutputOption _output = new();

    public IssuerAdd(StoreAccess stores, WorkspaceOption workspace)
        : base("add", Explanation, stores, workspace)
    {
        TakeIssuer();
        foreach (var option in (Option[])[_audience, _clients, _jwksUri, _subjectClaim, _subjectPrefix, _replace, _output])
            Options.Add(option);
    }

    private static string Explanation =>
        "Trusts an issuer: its word for who somebody is counts here. A client that is named gets access tokens for any subject that the issuer signs a "
        + "token for (by token exchange and the JWT bearer grant), without that person signing in here, and within the client's scope. Whoever holds the "
        + "issuer's keys, or its address, can be any of its subjects: trust only those that you would let run your sign-in.";

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
            return run.Refuse($"The workspace {workspace} trusts {issuer.Issuer} already. --replace replaces what is known of it; \"issuer list\" shows it.");
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
