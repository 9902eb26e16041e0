using System.CommandLine;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Clients;

/// <summary>The options that describe a client, for an addition or a change. A change keeps the settings that are not named.</summary>
internal sealed class ClientOptions(bool isChange)
{
    private const int MaximumTextLength = 200;

    /// <summary>All audiences of a client must fit one column of its row.</summary>
    private const int MaximumAudiences = 30;

    private readonly Option<string> _name = new Option<string>("--name")
    {
        HelpName = "TEXT",
        Description = "The name of the client for people. Users see it when they sign in and consent.",
        Required = !isChange,
    }.Checked(name => PlainText.IsLine(name, MaximumTextLength) ? null : $"a name is a line of 1 to {MaximumTextLength} characters.");

    private readonly Option<string[]> _grants = new Option<string[]>("--grant")
    {
        HelpName = "GRANT_TYPE",
        Description = $"A grant_type that the client may use; may be repeated. One of: {string.Join(", ", Registrations.GrantTypes)}. "
            + (isChange ? "Replaces all." : "Without it: client_credentials, or with --redirect-uri or --public: authorization_code and refresh_token."),
    }.Checked(grants => Registrations.Unknown(grants, Registrations.GrantTypes));

    private readonly Option<bool> _allowLegacy = new("--allow-legacy")
    {
        Description = $"Lets --grant name the grants that OAuth 2.1 omits: {string.Join(", ", GrantTypes.Legacy)}.",
    };

    private readonly Option<string[]> _scope = new Option<string[]>("--scope")
    {
        HelpName = "SCOPE",
        Description = "Scopes that the client may have, separated by spaces or commas; may be repeated. "
            + $"For OpenID Connect: {StandardScopes.All}. " + (isChange ? "Replaces all." : "Without it the client's tokens have no scope."),
    }.Checked(scope => Mistake(Scope(scope)));

    private readonly Option<string?> _audience = new Option<string?>("--audience")
    {
        HelpName = "URI",
        Description = "The audience (aud) of the client's access tokens. " + Otherwise(isChange, "the workspace's default."),
    }.Checked(audience => IsTakenAway(isChange, audience) || PlainText.IsLine(audience!, MaximumTextLength)
        ? null
        : $"an audience is a line of 1 to {MaximumTextLength} characters.");

    private readonly Option<string[]> _resourceServerFor = new Option<string[]>("--resource-server-for")
    {
        HelpName = "AUDIENCE",
        Description = "The client is a resource server and may introspect all access tokens of this audience; may be repeated."
            + (isChange ? " Replaces all." : " Without it the client may introspect its own tokens only."),
    }.Checked(audiences => isChange && audiences is [""] ? null : AudienceMistake(audiences));

    private readonly Option<string?> _authMethod = new Option<string?>("--auth-method")
    {
        HelpName = "METHOD",
        Description = "The only client authentication method that the client may use. "
            + Otherwise(isChange, $"any of: {string.Join(", ", Registrations.AuthenticationMethods)}."),
    }.Checked(method => IsTakenAway(isChange, method) ? null : Registrations.Unknown([method!], Registrations.AuthenticationMethods));

    private readonly Option<string?> _idTokenAlgorithm = Algorithm(
        isChange, "--id-token-algorithm", "The algorithm that signs the client's ID tokens.", "RS256.");

    private readonly Option<string?> _accessTokenAlgorithm = Algorithm(
        isChange, "--access-token-algorithm", "The algorithm that signs the client's access tokens.", "the workspace's.");

    private readonly Option<string?> _algorithm = Algorithm(
        isChange, "--algorithm", "Names --id-token-algorithm and --access-token-algorithm at once.", "what these say.");

    private readonly Switch _refreshIdToken = new(
        "--refresh-id-token", "Each refresh returns an ID token.",
        "--no-refresh-id-token", "A refresh returns an ID token if its request asks for the scope openid.");

    private readonly RedirectUriOption _redirectUris = new(
        "--redirect-uri",
        "An address to which browsers return with a code; may be repeated. Compared character by character, "
            + "except for the port of http://127.0.0.1 and http://[::1]."
            + (isChange ? " Replaces all." : ""),
        isChange);

    private readonly RedirectUriOption _postLogoutRedirectUris = new(
        "--post-logout-redirect-uri",
        "An address to which browsers return after signing out; may be repeated. Compared character by character." + (isChange ? " Replaces all." : ""),
        isChange);

    private readonly Option<bool> _public = new("--public")
    {
        Description = "The client runs in a browser or on users' machines, so it can keep no secret. It has none and needs PKCE."
            + (isChange ? " Ends its present secrets." : ""),
    };

    private readonly Switch _pkce = new(
        "--pkce", "Codes need PKCE.", "--no-pkce", "Codes need no PKCE: for a client with a secret that cannot use PKCE yet.");

    private readonly Switch _consent = new(
        "--consent", "Users are asked for their consent.", "--no-consent", "Users are not asked for their consent: for your own application.");

    private readonly Switch _rotation = new(
        "--rotation", "Each refresh gives a new refresh token.",
        "--no-rotation", "Refresh tokens stay the same: for a client that cannot store new ones.");

    private readonly FederatedOptions _federated = new(isChange);

    private ClientKeyOptions Keys => field ??= new(isChange, _federated);

    private readonly OnOffOption _dpop = new(
        "--dpop",
        "Whether the client gets tokens only with a DPoP proof, which binds them to its key (RFC 9449 section 5.2)."
            + (isChange ? "" : " Without the option it may send proofs, and need not."));

    private readonly OnOffOption _requirePar = new(
        "--require-par",
        "Whether the client must push its authorization requests (RFC 9126)." + (isChange ? "" : " Without the option it may."));

    private readonly ProfileOption _profile = new(
        "The rules that the client keeps: fapi2 is the FAPI 2.0 Security Profile (keys, pushed requests, DPoP, codes of a minute). It brings ES256 and "
        + "--no-rotation, unless other options say otherwise.");

    private Switch[] Switches => [_pkce, _consent, _rotation];

    public IReadOnlyList<Option> All =>
    [
        _name, _grants, _allowLegacy, _scope, _redirectUris, _postLogoutRedirectUris, _public, _authMethod, .. Keys.All, .. _federated.All, _audience,
        _algorithm, _idTokenAlgorithm, _accessTokenAlgorithm, _resourceServerFor, _dpop,
        .. isChange ? _refreshIdToken.Options : _refreshIdToken.Options.Take(1),
        .. Switches.SelectMany(item => isChange ? item.Options : item.Options.Skip(1)), _requirePar, _profile,
    ];

    public bool IsAnyNamed(ParseResult arguments) => All.Any(option => option != _allowLegacy && arguments.IsNamed(option));

    /// <summary>A sentence about options that exclude each other, or null.</summary>
    public string? Mistake(ParseResult arguments)
    {
        if (arguments.GetValue(_public) && arguments.IsNamed(_authMethod))
            return "--public and --auth-method exclude each other: a public client has no secret to send.";
        return Keys.Mistake(arguments, arguments.GetValue(_authMethod), arguments.GetValue(_public))
            ?? _federated.Mistake(arguments, Keys.KeysOfIssuer(arguments))
            ?? Switches.Append(_refreshIdToken).Select(item => item.Mistake(arguments)).FirstOrDefault(mistake => mistake is not null)
            ?? (arguments.GetValue(_allowLegacy) ? null : LegacyGrants.Refusal(arguments.GetValue(_grants) ?? []));
    }

    /// <summary>A sentence, if a server with these tables does not fetch keys from a named address. Otherwise null.</summary>
    public string? MistakeAt(TablesLocation location, ParseResult arguments) =>
        Keys.MistakeAt(location, arguments) ?? _federated.MistakeAt(location, arguments, Keys.KeysOfIssuer(arguments));

    public Client Apply(ParseResult arguments, Client client)
    {
        if (_profile.Position(arguments) == SecurityProfile.Fapi2 && client.Profile != SecurityProfile.Fapi2)
            client = Fapi2.WithUsualValues(client);
        var changed = client with
        {
            ClientName = arguments.GetValue(_name) ?? client.ClientName,
            GrantTypes = List(arguments, _grants) ?? client.GrantTypes,
            Scope = arguments.IsNamed(_scope) ? Scope(arguments.GetRequiredValue(_scope)).Value! : client.Scope,
            RedirectUris = List(arguments, _redirectUris) ?? client.RedirectUris,
            PostLogoutRedirectUris = List(arguments, _postLogoutRedirectUris) ?? client.PostLogoutRedirectUris,
            TokenEndpointAuthMethod = Text(arguments, _authMethod, client.TokenEndpointAuthMethod),
            Audience = Text(arguments, _audience, client.Audience),
            ResourceServerFor = List(arguments, _resourceServerFor) ?? client.ResourceServerFor,
            IdTokenSignedResponseAlg = IdTokenAlgorithm(arguments, client),
            AccessTokenSignedResponseAlg = Text(arguments, _accessTokenAlgorithm, Text(arguments, _algorithm, client.AccessTokenSignedResponseAlg)),
            RefreshReturnsIdToken = _refreshIdToken.Position(arguments) ?? client.RefreshReturnsIdToken,
            RequiresDpop = _dpop.Position(arguments) ?? client.RequiresDpop,
            RequiresPkce = _pkce.Position(arguments) ?? client.RequiresPkce,
            RequiresConsent = _consent.Position(arguments) ?? client.RequiresConsent,
            RotatesRefreshTokens = _rotation.Position(arguments) ?? client.RotatesRefreshTokens,
            Profile = _profile.Position(arguments) ?? client.Profile,
            RequiresPushedRequests = _requirePar.Position(arguments) ?? client.RequiresPushedRequests,
        };
        if (arguments.GetValue(_public))
            changed = changed with { TokenEndpointAuthMethod = AuthenticationMethods.None, Secrets = [], Federated = [] };
        changed = Keys.Apply(arguments, changed, arguments.IsNamed(_authMethod));
        return _federated.Apply(arguments, changed, Keys.KeysOfIssuer(arguments), Keys.KeepsSecret(arguments));
    }

    /// <summary>The row also names the default. A row without an algorithm means that an earlier version added the client.</summary>
    private string? IdTokenAlgorithm(ParseResult arguments, Client client)
    {
        var option = arguments.IsNamed(_idTokenAlgorithm) ? _idTokenAlgorithm : _algorithm;
        return arguments.IsNamed(option) ? Text(arguments, option, null) ?? SigningAlgorithms.RS256 : client.IdTokenSignedResponseAlg;
    }

    /// <summary>Null if the option is not named.</summary>
    private static string[]? List(ParseResult arguments, Option<string[]> option) =>
        arguments.IsNamed(option) ? [.. arguments.GetRequiredValue(option).Where(value => value.Length > 0).Distinct()] : null;

    private static string? Text(ParseResult arguments, Option<string?> option, string? current)
    {
        if (!arguments.IsNamed(option))
            return current;
        return arguments.GetValue(option) is { Length: > 0 } text ? text : null;
    }

    private static Option<string?> Algorithm(bool isChange, string name, string what, string otherwise) => new Option<string?>(name)
    {
        HelpName = "ALG",
        Description = $"{what} The deployment must have a key for it: {string.Join(", ", SigningAlgorithms.All)}. " + Otherwise(isChange, otherwise),
    }.Checked(algorithm => IsTakenAway(isChange, algorithm) ? null : Registrations.Unknown([algorithm!], SigningAlgorithms.All));

    private static string Otherwise(bool isChange, string otherwise) => (isChange ? "\"\" for " : "Without it ") + otherwise;

    /// <summary>In a change an empty value removes the present value.</summary>
    private static bool IsTakenAway(bool isChange, string? value) => isChange && value is "";

    private static string? AudienceMistake(string[] audiences)
    {
        if (audiences.Length > MaximumAudiences)
            return $"a client has at most {MaximumAudiences}.";
        return audiences.All(audience => PlainText.IsLine(audience, MaximumTextLength))
            ? null
            : $"an audience is a line of 1 to {MaximumTextLength} characters.";
    }

    private static OAuthResult<ScopeSet> Scope(string[] texts) => ScopeSet.Parse(string.Join(' ', texts));

    private static string? Mistake(OAuthResult<ScopeSet> scope) => scope switch
    {
        { IsError: true } => scope.Error.Description,
        { Value: var tokens } when tokens.Contains(ScopeSet.Wildcard) => "* stands for the whole list, so it cannot be in the list.",
        _ => null,
    };
}
