using System.Net;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Welcome;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Pages;
using Tollgate.Functions.Pages.Views;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>Sample pages with everything that they can show. A given name is in every place that shows a name.</summary>
internal static class PageSamples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 15, 16, 17, TimeSpan.Zero);

    public static readonly Workspace Workspace = new("sales", new Uri("https://auth.example/sales"))
    {
        DisplayName = "Acme Sales",
        UiLocales = Languages.Names,
        Resources =
        [
            new Resource("Orders", "https://orders.example/api")
            {
                Scopes = ScopeSet.Of("orders.read", "orders.write"),
                DocumentationUri = "https://orders.example/docs",
                GraphQlUri = "https://orders.example/graphql",
            },
            new Resource("Stock", "https://stock.example/") { Scopes = ScopeSet.Of("stock.read"), DocumentationUri = "https://stock.example/docs?v=1&lang=en" },
        ],
    };

    private static readonly PageRenderer Renderer = new(() => PageRegistrations.All);

    /// <param name="parameter">The parameter that requested the language. Null if a header requested it.</param>
    public static string Render(Page page, Workspace? workspace = null, string language = "en", string? parameter = null) =>
        Renderer.Render(page, Context(workspace, language, parameter)).Html;

    public static string PolicyOf(Page page) => Renderer.Render(page, Context(null, "en", null)).Policy;

    private static PageContext Context(Workspace? workspace, string language, string? parameter) =>
        new(workspace ?? Workspace, new PageLanguage(Languages.In(language)) { Parameter = parameter });

    /// <summary>The text without its markup, as a reader sees it.</summary>
    public static string Shown(string html) => WebUtility.HtmlDecode(html.Replace("<wbr>", "", StringComparison.Ordinal));

    public static Workspace WorkspaceOf(string name) => Workspace with
    {
        DisplayName = name,
        Resources = [new Resource(name, name) { Scopes = ScopeSet.Of(name), DocumentationUri = name, GraphQlUri = name }],
    };

    /// <summary>Every page in all its states, including its error messages.</summary>
    public static IEnumerable<(string Name, Page Page)> All(string name) => [.. Interactions(name), .. Applications(name)];

    private static IEnumerable<(string Name, Page Page)> Interactions(string name)
    {
        var scope = ScopeSet.Of("openid", name);
        yield return ("sign-in", new SignInPage(name, "token") { Username = name, ClientName = name, Account = name });
        yield return ("sign-in-problem", new SignInPage(name, "token") { Username = name, ClientName = name, Problem = SignInProblem.WrongCredentials });
        yield return ("sign-in-own", new SignInPage(name, "token") { Problem = SignInProblem.NotOperator });
        yield return ("consent", new ConsentPage(name, "token", name, name, scope) { RedirectHost = name });
        yield return ("sign-in-unvetted", new SignInPage(name, "token") { ClientName = name, UnvettedOrigin = name });
        yield return ("consent-unvetted", new ConsentPage(name, "token", name, name, scope) { RedirectHost = name, IsUnvetted = true });
        yield return ("device-consent-unvetted", new DeviceConsentPage("token", name, name, name, scope) { IsUnvetted = true });
        yield return ("form-post", new FormPostPage("https://app.example/cb", [("state", name), ("error_description", name)]));
        yield return ("sign-out", new SignOutPage(name, "token", name));
        yield return ("sign-out-client", new SignOutPage(name, "token", name) { LeadsToClient = true });
        yield return ("signed-out", new SignedOutPage());
        yield return ("signed-out-client", new SignedOutPage { Way = new WayToClient(name, "https://app.example/?state=%22", name) });
        yield return ("device", new DevicePage("token", name) { UserCode = name, Problem = DeviceProblem.UnknownCode });
        yield return ("device-consent", new DeviceConsentPage("token", name, name, name, scope));
        yield return ("device-done", new DeviceDonePage(IsAllowed: true));
        foreach (var cause in Enum.GetValues<ErrorCause>())
            yield return ($"error-{cause}", new ErrorPage(new OAuthError(name, name)) { Cause = cause });
        foreach (var end in Enum.GetValues<DemoEnd>())
            yield return ($"demo-{end}", new DemoEndPage("/try", end, end == DemoEnd.Cancelled ? null : new OAuthError(name, name)));
        yield return ("tokens", new TokensPage("/try", name, name, name));
    }

    private static IEnumerable<(string Name, Page Page)> Applications(string name)
    {
        var wrong = Problems(name);
        yield return ("welcome", new WelcomePage("/try") { Examples = [new ExampleClient(name, name, name) { IsConfidential = true }] });
        yield return ("welcome-plain", new WelcomePage(null));
        yield return ("demo-api", new DemoApiPage(new Resource(name, name) { Scopes = ScopeSet.Of(name) }));
        yield return ("request", new ApplicationRequestPage("token", new ApplicationDescription(), []));
        yield return ("request-problems", new ApplicationRequestPage("token", Description(name), wrong));
        yield return ("request-wait", new ApplicationRequestPage("token", Description(name), []) { Wait = TimeSpan.FromSeconds(90) });
        yield return ("request-stale", new ApplicationRequestPage("token", Description(name), []) { IsStale = true });
        yield return ("status-new", Status(name, ApplicationRequestState.Pending) with { IsNew = true });
        yield return ("status-declined", Status(name, ApplicationRequestState.Declined));
        yield return ("status-approved", Collected(name) with { Request = Request(name, ApplicationRequestState.Approved) });
        yield return ("status-ended", Collected(name) with { Request = Request(name, ApplicationRequestState.Approved), HasEnded = true });
        yield return ("status-secret", Collected(name) with { Secret = name });
        yield return ("status-collected", Collected(name));
        yield return ("status-over", new ApplicationOverPage());
        yield return ("status-removed", Status(name, ApplicationRequestState.Collected));
        yield return ("list", new ApplicationsPage(
            name, [Request(name, ApplicationRequestState.Pending)], [Client(name), Client(name) with { IsDisabled = true }], History(name)));
        yield return ("list-more", new ApplicationsPage(name, [Request(name, ApplicationRequestState.Pending)], [], [])
        {
            NextRequests = "next",
            NextClients = "more",
            HasMoreChanges = true,
        });
        yield return ("list-done", new ApplicationsPage(name, [], [], []) { Done = Changes.Removed });
        yield return ("list-empty", new ApplicationsPage(name, [], [], []));
        yield return ("new", One(name));
        yield return ("new-problems", One(name) with { Problems = wrong });
        yield return ("decide", One(name) with { Request = Request(name, ApplicationRequestState.Pending), History = [.. History(name).Take(1)] });
        yield return ("edit", One(name) with { Client = Client(name), History = History(name), Done = Changes.Edited });
        yield return ("edit-overtaken", One(name) with { Client = Client(name) with { IsDisabled = true }, IsOvertaken = true });
        yield return (
            "edit-overtaken-self",
            One(name) with { Client = Client(name), IsOvertaken = true, History = [new(Now, name, "a1b2c3", Changes.Edited)] });
        yield return ("edit-pushed", One(name) with { Client = Client(name) with { RequiresPushedRequests = true } });
        yield return ("edit-stale", One(name) with { Client = Client(name), IsStale = true });
        yield return ("edit-shown", One(name) with { Client = Client(name), HasShownSecret = true });
        yield return (
            "edit-unconfirmed",
            One(name) with { Client = Client(name), Problems = [new(OperatorActions.Confirm, new RegistrationProblem("confirm_missing", ""))] });
        yield return ("edit-secret", One(name) with { Client = Client(name), Secret = name, Done = Changes.SecretRotated });
        yield return ("edit-federated", One(name) with { Client = Client(name) with { Federated = [Federated(name)], Secrets = [] } });
        yield return ("edit-public", One(name) with { Client = Client(name) with { TokenEndpointAuthMethod = "none", Secrets = [] }, Done = Changes.Enabled });
        yield return (
            "edit-keys",
            One(name) with
            {
                Client = Client(name) with { TokenEndpointAuthMethod = "private_key_jwt", Secrets = [], Keys = ClientKeys.At("https://app.example/jwks") },
                Form = Description(name) with { HasKeyFields = true, Jwks = name, JwksUri = name, KeepsSecret = true },
            });
        yield return ("client-error", new ClientErrorPage(OAuthError.InvalidScope("No."), name, "https://app.example/cb?error=invalid_scope&state=%22", name));
        yield return (
            "client-error-silent",
            new ClientErrorPage(new(ErrorCodes.LoginRequired, "No."), name, "https://app.example/cb?error=login_required", name));
        yield return (
            "client-error-form", new ClientErrorPage(OAuthError.InvalidScope("No."), name, "https://app.example/cb", name) { Fields = [("state", name)] });
        yield return ("invitation", new InvitationPage("ticket", "token", name));
        yield return ("invitation-length", new InvitationPage("ticket", "token", name) { Problem = InvitationProblem.Length });
        yield return ("invitation-different", new InvitationPage("ticket", "token", name) { Problem = InvitationProblem.Different });
        yield return ("invitation-over", new InvitationOverPage());
        yield return ("invitation-stale", new InvitationPage("ticket", "token", name) { Problem = InvitationProblem.StaleForm });
    }

    public static ApplicationDescription Description(string name) => new()
    {
        Name = name,
        Purpose = name,
        Contact = name,
        GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
        RedirectUris = ["https://app.example/callback", name],
        PostLogoutRedirectUris = [name],
        Resources = ["https://orders.example/api"],
        Scope = name,
    };

    public static ApplicationRequest Request(string name, ApplicationRequestState state) => new("a1b2c3")
    {
        Description = Description(name),
        State = state,
        TicketHash = [1],
        CreatedAt = Now,
        Answer = name,
        Version = name,
    };

    private static FederatedCredential Federated(string name) =>
        new([name]) { Kind = name, Audiences = [name], Claims = [new("sub", [name, "a"]), new(name, [name], IsRequired: false)] };

    public static Client Client(string name) => new("a1b2c3")
    {
        ClientName = name,
        Contact = name,
        GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken, GrantTypes.Password],
        Secrets =
        [
            ClientSecret.Of("old", Now.AddDays(-400)) with { ExpiresAt = Now.AddDays(-1) },
            ClientSecret.Of("former", Now.AddDays(-90)) with { ExpiresAt = Now.AddHours(5) },
            ClientSecret.Of("new", Now.AddDays(-1)),
        ],
        CreatedAt = Now.AddDays(-400),
        Version = name,
    };

    private static ApplicationStatusPage Status(string name, ApplicationRequestState state) => new("a1b2c3.ticket", "token", Request(name, state));

    private static ApplicationStatusPage Collected(string name) => Status(name, ApplicationRequestState.Collected) with
    {
        Client = Client(name) with { GrantTypes = GrantTypes.Offered },
        Example = new ExampleClient("a1b2c3", null, name),
    };

    private static ApplicationPage One(string name) => new(name, "token", Description(name)) { Now = Now };

    private static AuditRecord[] History(string name) =>
    [
        new(Now.AddDays(-2), AuditRecord.Applicant, "a1b2c3", Changes.Requested, name), new(Now.AddDays(-1), name, "a1b2c3", Changes.Approved),
        new(Now, AuditRecord.CommandLine, "removed", Changes.SecretRotated, name),
    ];

    private static FormProblem[] Problems(string name) =>
    [
        new(ApplicationForm.Name, new RegistrationProblem("name_missing", "Enter a name for the application.")),
        new(ApplicationForm.GrantField(GrantTypes.AuthorizationCode), new RegistrationProblem("grants_missing", "Choose at least one grant type.")),
        new(ApplicationForm.ClientType, new RegistrationProblem("public_grant", "A public client cannot have the grant {0}.", name)),
        new(ApplicationForm.RedirectUris, RedirectUriRegistration.Check("http://app.example/")!, "http://app.example/"),
        new(ApplicationForm.RedirectUris, new RegistrationProblem("redirect_scheme", "", name), name),
        new(ApplicationForm.Contact, new RegistrationProblem("a_key_that_no_language_has", "As the domain says it: {0}.", name)),
    ];
}
