using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Welcome;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Pages.Examples;

/// <summary>The examples of the welcome page. Each grant has all its requests, up to the protected resource.</summary>
/// <param name="hasGrant">Decides which grants are shown.</param>
internal sealed class GrantExamples(Workspace workspace, IReadOnlyList<ExampleClient> clients, Func<string, bool> hasGrant, Texts texts)
{
    private const string AccessToken = "YOUR_ACCESS_TOKEN";
    private const string ServiceToken = "YOUR_CLIENT_CREDENTIALS_ACCESS_TOKEN";

    /// <summary>A user code in the alphabet of this server (RFC 8628 §6.1). No device gets it.</summary>
    private const string UserCode = "BCD23456";

    private const string MakeVerifier = """
        const base64url = (bytes) => btoa(String.fromCharCode(...bytes))
          .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

        const random = crypto.getRandomValues(new Uint8Array(32));
        const codeVerifier = base64url(random);

        const data = new TextEncoder().encode(codeVerifier);
        const digest = await crypto.subtle.digest("SHA-256", data);
        const codeChallenge = base64url(new Uint8Array(digest));

        console.log({ codeVerifier, codeChallenge });
        """;

    private const string MakeVerifierInShell = """
        CODE_VERIFIER=$(openssl rand -base64 32 | tr '+/' '-_' | tr -d '=\n')
        CODE_CHALLENGE=$(printf %s "$CODE_VERIFIER" | openssl dgst -sha256 -binary | openssl base64 | tr '+/' '-_' | tr -d '=\n')
        printf 'code_verifier=%s\ncode_challenge=%s\n' "$CODE_VERIFIER" "$CODE_CHALLENGE"
        """;

    /// <summary>The ids and headings of the sections.</summary>
    public IReadOnlyList<(string Id, string Heading)> Contents =>
    [
        .. new[]
        {
            (GrantTypes.AuthorizationCode, "authorization"), (GrantTypes.ClientCredentials, "client-credentials"),
            (GrantTypes.DeviceCode, "device"), (GrantTypes.TokenExchange, "token-exchange"), (GrantTypes.RefreshToken, "refresh"),
            (GrantTypes.Implicit, "implicit"), (GrantTypes.Password, "password"),
        }.Where(each => hasGrant(each.Item1)).Select(each => (each.Item2, texts["example." + each.Item2])),
    ];

    public Html Sections => Html.Join(Contents.Select(section => section.Id switch
    {
        "authorization" => Section(section, Authorization(ValuesFor(GrantTypes.AuthorizationCode))),
        "client-credentials" => Section(section, ClientCredentials(ValuesFor(GrantTypes.ClientCredentials))),
        "device" => Section(section, Device(ValuesFor(GrantTypes.DeviceCode))),
        "token-exchange" => Section(section, TokenExchange(ValuesFor(GrantTypes.TokenExchange))),
        "refresh" => Section(section, Refresh(ValuesFor(GrantTypes.RefreshToken))),
        "implicit" => Section(section, Implicit(ValuesFor(GrantTypes.Implicit))),
        _ => Section(section, Password(ValuesFor(GrantTypes.Password))),
    }));

    /// <summary>Each section begins with the sentence that says what its grant is for.</summary>
    private Html Section((string Id, string Heading) section, Html body) =>
        $"<section id=\"{section.Id}\"><h2>{section.Heading}</h2><p>{texts["purpose." + section.Id]}</p>{body}</section>";

    private ExampleValues ValuesFor(string grantType) =>
        new(clients.FirstOrDefault(client => client.GrantTypes?.Contains(grantType) ?? true));

    private Html Authorization(ExampleValues values)
    {
        var isScript = !values.IsConfidential;
        var ask = Request("GET", Paths.Authorize) with
        {
            Parameters =
            [
                new("response_type", "code"), new("client_id", values.ClientId), new("redirect_uri", values.RedirectUri),
                new("code_challenge", "CODE_CHALLENGE", "codeChallenge"), new("code_challenge_method", "S256"),
            ],
        };
        var redeem = Token(
            values,
            new("grant_type", GrantTypes.AuthorizationCode),
            new("code", "AUTH_CODE", isScript ? "new URLSearchParams(location.search).get(\"code\")" : null),
            new("redirect_uri", values.RedirectUri),
            new("code_verifier", "YOUR_CODE_VERIFIER", isScript ? "sessionStorage.getItem(\"code_verifier\")" : null));
        var (make, navigate, exchange) = (texts["authorization.pkce"], texts["authorization.request"], texts["authorization.exchange"]);
        var keep = isScript ? "sessionStorage.setItem(\"code_verifier\", codeVerifier);\n" : "";
        return $"""
            {Step(1, make)}
            {ExampleBlock.Of("pkce", make, texts, ("JavaScript", MakeVerifier), ("Shell", MakeVerifierInShell))}
            {Step(2, navigate)}
            <p>{texts["authorization.open"]}</p>
            {ExampleBlock.OfNavigation("authorize", navigate, ask, texts, keep)}
            {Step(3, exchange)}
            <p>{texts["authorization.code"]}</p>
            {ExampleBlock.Of("redeem", exchange, redeem, texts)}
            {Confidential(values)}
            {Access(4, "authorization")}
            """;
    }

    private Html ClientCredentials(ExampleValues values)
    {
        var example = Request("POST", Paths.Token) with { Basic = values, Parameters = [new("grant_type", GrantTypes.ClientCredentials)] };
        var step = texts["credentials.exchange"];
        return $"{Step(1, step)}{ExampleBlock.Of("credentials", step, example, texts)}{Access(2, "client-credentials")}";
    }

    private Html Device(ExampleValues values)
    {
        var begin = Authenticated(Request("POST", Paths.DeviceAuthorization), values);
        var poll = Token(values, new("device_code", "DEVICE_CODE"), new("grant_type", GrantTypes.DeviceCode));
        var address = workspace.Address(Paths.Device);
        return $"""
            {Step(1, texts["device.begin"])}
            {ExampleBlock.Of("device-begin", texts["device.begin"], begin, texts)}
            <p>{texts["device.show"]}</p>
            <div class="screen"><p>{texts["device.visit"]}<br><a href="{workspace.LocalPath(Paths.Device)}">{address}</a></p><p>{texts["device.enter"]}<br><span class="typed">{UserCode}</span></p></div>
            <p>{texts["device.approve"]}</p>
            {Step(2, texts["device.exchange"])}
            <p>{texts["device.poll"]}</p>
            {ExampleBlock.Of("device-poll", texts["device.exchange"], poll, texts)}
            {Confidential(values)}
            {Access(3, "device")}
            """;
    }

    /// <summary>
    /// The actor authenticates with its own token, as published guides show. An actor that cannot get such a token authenticates with its
    /// secret.
    /// </summary>
    private Html TokenExchange(ExampleValues values)
    {
        var isActor = hasGrant(GrantTypes.ClientCredentials);
        ExampleParameter[] actor = isActor ? [new("actor_token_type", TokenTypes.AccessToken), new("actor_token", ServiceToken)] : [];
        var exchange = Request("POST", Paths.Token) with
        {
            Bearer = isActor ? ServiceToken : null,
            Basic = isActor ? null : values,
            Parameters =
            [
                new("grant_type", GrantTypes.TokenExchange), .. actor,
                new("subject_token_type", TokenTypes.AccessToken), new("subject_token", "EXTERNAL_IDP_USER_ACCESS_TOKEN"),
            ],
        };
        var step = texts["exchange.exchange"];
        Html credentials = $"<a href=\"#client-credentials\">{texts["example.client-credentials"]}</a>";
        Html first = isActor ? $"{Step(1, texts["exchange.first"])}<p>{Html.Format(texts["exchange.own"], credentials)}</p>" : Html.Empty;
        var number = isActor ? 2 : 1;
        return $"""
            <p>{texts[isActor ? "exchange.delegation" : "exchange.delegationBySecret"]}</p>
            {first}
            {Step(number, step)}
            <p>{Html.Format(texts["exchange.external"], Word("EXTERNAL_IDP_USER_ACCESS_TOKEN"))}</p>
            {ExampleBlock.Of("exchange", step, exchange, texts)}
            <dl>
            <dt><code>subject_token</code>, <code>subject_token_type</code></dt><dd>{texts["exchange.subject"]}</dd>
            <dt><code>actor_token</code>, <code>actor_token_type</code></dt><dd>{texts["exchange.actor"]}</dd>
            <dt><code>scope</code></dt><dd>{texts["exchange.scope"]}</dd>
            <dt><code>resource</code>, <code>audience</code></dt><dd>{texts["exchange.resource"]}</dd>
            </dl>
            {Access(number + 1, "token-exchange")}
            """;
    }

    private Html Refresh(ExampleValues values)
    {
        var example = Token(values, new("grant_type", GrantTypes.RefreshToken), new("refresh_token", "YOUR_REFRESH_TOKEN"));
        var step = texts["refresh.exchange"];
        return $"<p>{texts["refresh.text"]}</p>{Step(1, step)}{ExampleBlock.Of("refresh-token", step, example, texts)}<p>{texts["refresh.rotate"]}</p>{Confidential(values)}{Access(2, "refresh")}";
    }

    /// <summary>The implicit grant (RFC 6749 §4.2), which OAuth 2.1 dropped.</summary>
    private Html Implicit(ExampleValues values)
    {
        var ask = Request("GET", Paths.Authorize) with
        {
            Parameters = [new("response_type", "token"), new("client_id", values.ClientId), new("redirect_uri", values.RedirectUri)],
        };
        var step = texts["authorization.request"];
        return $"{Step(1, step)}{ExampleBlock.OfNavigation("implicit-authorize", step, ask, texts)}<p>{texts["implicit.answer"]}</p>{Access(2, "implicit")}";
    }

    /// <summary>The password grant (RFC 6749 §4.3), which OAuth 2.1 dropped.</summary>
    private Html Password(ExampleValues values)
    {
        var example = Token(
            values, new("grant_type", GrantTypes.Password), new("username", values.Username), new("password", values.Password));
        var step = texts["password.exchange"];
        return $"{Step(1, step)}{ExampleBlock.Of("password-token", step, example, texts)}{Confidential(values)}{Access(2, "password")}";
    }

    private Html Access(int number, string section)
    {
        var example = Request("GET", Paths.Resource) with { Bearer = AccessToken, Elsewhere = ResourceAddress };
        return $"{Step(number, texts["example.access"])}{ExampleBlock.Of(section + "-access", texts["example.access"], example, texts)}";
    }

    /// <summary>The address of the client's resource, if its tokens are for a resource of another server.</summary>
    private Uri? ResourceAddress => clients is [{ Audience: { } audience }] && audience != workspace.DefaultAudience
        && Uri.TryCreate(audience, UriKind.Absolute, out var address) && address.Scheme.StartsWith("http", StringComparison.Ordinal) ? address : null;

    private static Html Step(int number, string text) => $"<h3>{number}. {text}</h3>";

    private static Html Word(string word) => $"<code>{word}</code>";

    /// <summary>For an unknown client, the example is the request of a public client. This sentence adds the header that a confidential client sends.</summary>
    private Html Confidential(ExampleValues values) => values.IsOpen
        ? $"<p class=\"dim\">{Html.Format(texts["example.confidential"], Word("Authorization: " + values.Header))}</p>"
        : Html.Empty;

    private HttpExample Request(string method, string path) => new(workspace, method, path);

    private HttpExample Token(ExampleValues values, params ExampleParameter[] parameters) =>
        Authenticated(Request("POST", Paths.Token) with { Parameters = parameters }, values);

    private static HttpExample Authenticated(HttpExample example, ExampleValues values) => values.IsConfidential
        ? example with { Basic = values }
        : example with { Parameters = [.. example.Parameters, new("client_id", values.ClientId)] };
}
