using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Registration;

/// <summary>
/// Builds the client that a description stands for, or returns an error (RFC 7591 §2, §3.2.2). Omitted members get their defaults. Grant
/// types and scopes that the client cannot get are left out. Values that only operators set stay as they are.
/// </summary>
/// <param name="methods">The client authentication methods of this server.</param>
public sealed class ClientRegistration(IKeyRings keyRings, IReadOnlyList<string> methods)
{
    internal const string UsualMethod = AuthenticationMethods.ClientSecretBasic;
    internal const string ContactSeparator = ", ";

    private const int MaximumContacts = 10;

    public OAuthResult<Client> Describe(Workspace workspace, ClientDescription description, Client client)
    {
        var described = client with
        {
            ClientName = description.ClientName ?? "",
            Contact = Texts(description.Contacts, []) is { Length: > 0 } contacts ? string.Join(ContactSeparator, contacts) : null,
            // The default is client_secret_basic (RFC 7591 §2), but some libraries then send the secret in the body. Null accepts
            // both.
            TokenEndpointAuthMethod = Text(description.TokenEndpointAuthMethod),
            GrantTypes = Texts(description.GrantTypes, [GrantTypes.AuthorizationCode]),
            RedirectUris = Texts(description.RedirectUris, []),
            PostLogoutRedirectUris = Texts(description.PostLogoutRedirectUris, []),
            RequiresDpop = description.DpopBoundAccessTokens == true,
            RequiresPushedRequests = description.RequirePushedAuthorizationRequests ?? false,
            IdTokenSignedResponseAlg = Text(description.IdTokenSignedResponseAlg) ?? UsualAlgorithm(workspace, client),
        };
        var keys = OwnKeyMetadata.Read(description, described.TokenEndpointAuthMethod);
        if (keys.IsError)
            return keys.Error;
        described = described with { Keys = keys.Value.Keys, TokenEndpointAuthSigningAlg = keys.Value.Algorithm };
        var granted = Narrowing.GrantTypes(workspace, described, client);
        if (granted.IsError)
            return granted.Error;
        described = described with { GrantTypes = granted.Value };
        described = described with { Scope = Narrowing.Scope(workspace, Text(description.Scope), described, client) };
        var error = CheckStatement(description) ?? CheckTexts(description, described) ?? CheckMethods(workspace, described)
            ?? CheckResponseTypes(description, described) ?? CheckScope(description)
            ?? CheckUris("redirect_uris", described.RedirectUris) ?? CheckUris("post_logout_redirect_uris", described.PostLogoutRedirectUris)
            ?? CheckWhole(workspace, described);
        return error is null ? described : error;
    }

    /// <summary>RFC 7592 §2.2: null means that the member is omitted. An empty text means the same.</summary>
    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string[] Texts(IReadOnlyList<string?>? texts, string[] usual) =>
        texts is null ? usual : [.. texts.Select(text => text ?? "").Distinct(StringComparer.Ordinal)];

    private static RegistrationProblem? ViolationIn(Workspace workspace, Client described) =>
        Permitted.MustKeepFapi2(workspace, described) ? Fapi2.Violations(described, workspace).FirstOrDefault() : null;

    /// <summary>
    /// The default is RS256 (OpenID Connect Dynamic Client Registration §2). A client that an earlier version registered without an
    /// algorithm stays without an algorithm.
    /// </summary>
    private string? UsualAlgorithm(Workspace workspace, Client client)
    {
        var isOld = client is { ClientId.Length: > 0, IdTokenSignedResponseAlg: null };
        return isOld ? null
            : Permitted.MustKeepFapi2(workspace, client) ? Fapi2.Algorithms[0]
            : keyRings.Of(workspace).Algorithms.Contains(SigningAlgorithms.RS256) ? SigningAlgorithms.RS256 : workspace.SigningAlgorithm;
    }

    private static OAuthError? CheckStatement(ClientDescription description) => description.SoftwareStatement is not null
        ? new OAuthError("unapproved_software_statement", "No software statement is approved by this server: register without one.")
        : null;

    private static OAuthError? CheckTexts(ClientDescription description, Client described)
    {
        if (described.ClientName.Length > ApplicationDescription.MaximumName || described.ClientName.Any(char.IsControl))
            return OAuthError.InvalidClientMetadata($"The client_name has more than {ApplicationDescription.MaximumName} characters, or control characters.");
        var contacts = Texts(description.Contacts, []);
        return contacts.Length > MaximumContacts || described.Contact?.Length > ApplicationDescription.MaximumText
            || contacts.Any(contact => contact.Trim().Length == 0 || contact.Contains(',', StringComparison.Ordinal) || contact.Any(char.IsControl))
            ? OAuthError.InvalidClientMetadata(
                $"The contacts are at most {MaximumContacts} addresses without commas, {ApplicationDescription.MaximumText} characters in all.")
            : null;
    }

    private OAuthError? CheckMethods(Workspace workspace, Client described)
    {
        if (described.TokenEndpointAuthMethod is { } method && !methods.Contains(method))
            return OAuthError.InvalidClientMetadata($"The token_endpoint_auth_method is none of {string.Join(", ", methods)}.");
        var algorithms = keyRings.Of(workspace).Algorithms;
        return described.IdTokenSignedResponseAlg is not { } algorithm || algorithms.Contains(algorithm)
            ? null
            : OAuthError.InvalidClientMetadata($"The id_token_signed_response_alg is none of {string.Join(", ", algorithms)}.");
    }

    /// <summary>Other response types are left out, as are other grant types.</summary>
    private static OAuthError? CheckResponseTypes(ClientDescription description, Client described) =>
        !described.MayUse(GrantTypes.AuthorizationCode) || Texts(description.ResponseTypes, ["code"]).Contains("code")
            ? null
            : OAuthError.InvalidClientMetadata("With the grant authorization_code the response_types are code and no other.");

    private static OAuthError? CheckScope(ClientDescription description) => ScopeSet.Parse(Text(description.Scope)).IsError
        ? OAuthError.InvalidClientMetadata("The scope has characters that RFC 6749 section 3.3 does not allow.")
        : null;

    private static OAuthError? CheckUris(string member, IReadOnlyList<string> uris)
    {
        if (uris.Count > RedirectUriRegistration.MaximumCount)
            return OAuthError.InvalidRedirectUri($"The {member} are more than {RedirectUriRegistration.MaximumCount}.");
        for (var i = 0; i < uris.Count; i++)
            if (RedirectUriRegistration.Check(uris[i]) is { } problem)
                return OAuthError.InvalidRedirectUri($"{member}[{i}]: {Printable(problem)}");
        return null;
    }

    private static OAuthError? CheckWhole(Workspace workspace, Client described)
    {
        if ((ClientRules.Check(described) ?? ViolationIn(workspace, described)) is not { } problem)
            return null;
        return problem.Key == "redirect_missing"
            ? OAuthError.InvalidRedirectUri(Printable(problem))
            : OAuthError.InvalidClientMetadata(Printable(problem));
    }

    /// <summary>
    /// The problem as an error_description. Leaves out characters that RFC 6749 §5.2 forbids there, because the text repeats values
    /// of the caller.
    /// </summary>
    internal static string Printable(RegistrationProblem problem) => string.Concat(
        problem.Sentence.Replace('"', '\'').Where(c => c is >= ' ' and <= '~' and not '\\'));
}
