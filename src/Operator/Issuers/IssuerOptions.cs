using System.CommandLine;
using Tollgate.Domain.Clients;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Issuers;

/// <summary>The options that describe a trusted issuer, for an addition or a change. A change keeps the settings that are not named.</summary>
internal sealed class IssuerOptions
{
    private const int MaximumTextLength = 200;
    private const int MaximumClients = 100;

    private readonly Option<string?> _audience;
    private readonly Option<string[]> _clients;
    private readonly Option<string?> _jwksUri;
    private readonly Option<string?> _subjectClaim;
    private readonly Option<string?> _subjectPrefix;

    public IssuerOptions(bool isChange)
    {
        _audience = new Option<string?>("--audience")
        {
            HelpName = "AUDIENCE",
            Description = "The audience (aud) that its tokens must have: the name of this server at the provider. "
                + "A token for another audience proves nothing here.",
            Required = !isChange,
        }.Checked(text => Line(text!));
        _clients = new Option<string[]>("--client")
        {
            HelpName = "ID",
            Description = "A client that may present the issuer's tokens; may be repeated, at least one. All other clients are refused."
                + (isChange ? " Replaces all." : ""),
            Required = !isChange,
        }.Checked(ClientsMistake);
        _jwksUri = new Option<string?>("--jwks-uri")
        {
            HelpName = "URL",
            Description = "The address of the issuer's keys (a JWK Set). "
                + (isChange ? "With \"\"" : "Without it") + " the server reads ISSUER/.well-known/openid-configuration.",
        }.Checked(uri => isChange && uri!.Length == 0 ? null : ProviderAddress.Mistake(uri!));
        _subjectClaim = new Option<string?>("--subject-claim")
        {
            HelpName = "CLAIM",
            Description = "The claim that identifies the user. The provider must never give its value to another person, so avoid e-mail addresses."
                + (isChange ? "" : " Without the option it is sub."),
        }.Checked(text => Line(text!));
        _subjectPrefix = new Option<string?>("--subject-prefix")
        {
            HelpName = "TEXT",
            Description = "The prefix of each subject of the provider. With an empty prefix, resource servers could take the provider's \"alice\" for "
                + "a user or a client of this server, or for the alice of another provider."
                + (isChange ? "" : " Without the option the prefix is ISSUER|."),
        }.Checked(prefix => prefix!.Length == 0 ? null : Line(prefix));
    }

    public IReadOnlyList<Option> All => [_audience, _clients, _jwksUri, _subjectClaim, _subjectPrefix];

    public bool IsAnyNamed(ParseResult arguments) => All.Any(arguments.IsNamed);

    /// <summary>A sentence about an address that a server at this place does not fetch keys from, or null.</summary>
    public string? MistakeAt(TablesLocation location, ParseResult arguments) =>
        arguments.GetValue(_jwksUri) is { Length: > 0 } uri ? ProviderAddress.MistakeAt(uri, location.IsLocal) : null;

    /// <summary>The issuer of a complete description.</summary>
    public TrustedIssuer Describe(ParseResult arguments, string issuer) =>
        Apply(arguments, new TrustedIssuer(issuer) { Audience = arguments.GetRequiredValue(_audience)! });

    public TrustedIssuer Apply(ParseResult arguments, TrustedIssuer issuer) => issuer with
    {
        Audience = arguments.GetValue(_audience) ?? issuer.Audience,
        Clients = arguments.IsNamed(_clients) ? [.. arguments.GetRequiredValue(_clients).Distinct()] : issuer.Clients,
        JwksUri = arguments.IsNamed(_jwksUri) ? arguments.GetValue(_jwksUri) is { Length: > 0 } uri ? uri : null : issuer.JwksUri,
        SubjectClaim = arguments.GetValue(_subjectClaim) ?? issuer.SubjectClaim,
        SubjectPrefix = arguments.GetValue(_subjectPrefix) ?? issuer.SubjectPrefix,
    };

    private static string? ClientsMistake(string[] clients) => clients.Length > MaximumClients
        ? $"an issuer has at most {MaximumClients}."
        : clients.FirstOrDefault(id => !ClientId.IsWellFormed(id)) is { } wrong ? $"\"{PlainText.Printable(wrong)}\" is not a client_id." : null;

    private static string? Line(string text) =>
        PlainText.IsLine(text, MaximumTextLength) ? null : $"takes a line of 1 to {MaximumTextLength} characters.";
}
