using System.Web;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Applications;

/// <summary>A server with two resources. The applicant and the operator alice each have a browser.</summary>
internal sealed class Desk
{
    public const string Notes = "https://notes.example";

    public FlowServer Server { get; }

    public Desk(FlowServer? server = null)
    {
        Server = server ?? new FlowServer();
        Server.Workspace = Server.Workspace with
        {
            Resources =
            [
                new Resource("Notes", Notes) { Scopes = ScopeSet.Of("notes.read", "notes.write") },
                new Resource("Mail", "https://mail.example") { Scopes = ScopeSet.Of("mail.send") },
            ],
        };
        var user = Server.Stores.Users[FlowServer.Subject];
        Server.Stores.Users[FlowServer.Subject] = user with { IsOperator = true };
    }

    public MemoryApplications Applications => Server.Stores.Applications;

    public Workspace Workspace => Server.Workspace;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A valid form for a service with the given changes. The value null leaves a field out.</summary>
    public static (string Name, string? Value)[] Service(params (string Name, string? Value)[] changes)
    {
        var fields = new OrderedDictionary<string, string?>
        {
            [ApplicationForm.Name] = "Nightly report",
            [ApplicationForm.Purpose] = "Sends the notes of the day",
            [ApplicationForm.Contact] = "dev@example.com",
            [ApplicationForm.ClientType] = "confidential",
            [ApplicationForm.GrantField(GrantTypes.ClientCredentials)] = "on",
            [ApplicationForm.ResourceField(Notes)] = "on",
        };
        foreach (var (name, value) in changes)
            fields[name] = value;
        return [.. fields.Select(field => (field.Key, field.Value))];
    }

    /// <summary>The application form as a browser receives it.</summary>
    public async Task<ApplicationRequestPage> FormAsync() => Page<ApplicationRequestPage>(await VisitAsync(""));

    public async ValueTask<EndpointResult> VisitAsync(string query) => Keep(await Server.Server.ApplicationRequest.HandleAsync(Server.Request(query), Token));

    public async ValueTask<EndpointResult> SendAsync(params IEnumerable<(string Name, string? Value)> fields) =>
        Keep(await Server.Server.ApplicationRequest.HandleAsync(Server.Form(fields), Token));

    /// <summary>Sends an application request. Returns its ticket.</summary>
    public async Task<string> AskAsync(params (string Name, string? Value)[] changes)
    {
        var form = await FormAsync();
        return TicketOf(await SendAsync([.. Service(changes), ("form_token", form.FormToken)]));
    }

    public static string TicketOf(EndpointResult result) =>
        HttpUtility.ParseQueryString(Assert.IsType<RedirectResult>(result).Location.Split('?')[1])["ticket"]!;

    public async Task<ApplicationStatusPage> StatusAsync(string ticket) => Page<ApplicationStatusPage>(await VisitAsync("ticket=" + ticket));

    public async Task<ApplicationStatusPage> CollectAsync(ApplicationStatusPage page) =>
        Page<ApplicationStatusPage>(await SendAsync(("ticket", page.Ticket), ("form_token", page.FormToken), ("action", "collect")));

    /// <summary>Opens the operator's page. Signs alice in first if no user is signed in.</summary>
    public async ValueTask<EndpointResult> OpenAsync(string query = "")
    {
        if (Server.SessionCookie is null)
            Server.BeginSession();
        return Keep(await Server.Server.Applications.HandleAsync(Server.Request(query), Token));
    }

    /// <summary>Sends the form of a page. Opens the page to which the answer redirects.</summary>
    public async ValueTask<EndpointResult> ActAsync(ApplicationPage page, string action, params IEnumerable<(string Name, string? Value)> fields) =>
        await SendAsync(page, action, fields) is var result && result is RedirectResult { Location: var location }
            ? await OpenAsync(location.Split('?') is [_, var query] ? query : "")
            : result;

    public async ValueTask<EndpointResult> SendAsync(ApplicationPage page, string action, params IEnumerable<(string Name, string? Value)> fields) =>
        Keep(await Server.Server.Applications.HandleAsync(
            Server.Form(
                [
                    .. fields, ("form_token", page.FormToken), ("action", action),
                    ("client_id", page.Client?.ClientId ?? page.Request?.ClientId), ("version", page.Client?.Version ?? page.Request?.Version),
                ]),
            Token));

    public async Task<ApplicationPage> ApproveAsync(string ticket)
    {
        var page = Page<ApplicationPage>(await OpenAsync("request=" + ticket.Split('.')[0]));
        return Page<ApplicationPage>(await ActAsync(page, "approve", Fields(page.Form)));
    }

    public async Task<ApplicationPage> CreateAsync(params (string Name, string? Value)[] changes) =>
        Page<ApplicationPage>(await ActAsync(Page<ApplicationPage>(await OpenAsync("new=1")), "create", Service(changes)));

    public async Task<Client> ClientAsync(string clientId) => (await Applications.FindClientAsync(Workspace, clientId, Token))!;

    public async Task<List<AuditRecord>> HistoryAsync(string clientId) => await Applications.HistoryAsync(Workspace, clientId, Token).ToListAsync(Token);

    /// <summary>The fields of a form as a browser sends them back.</summary>
    public static IEnumerable<(string Name, string? Value)> Fields(ApplicationDescription form) =>
    [
        (ApplicationForm.Name, form.Name),
        (ApplicationForm.Contact, form.Contact),
        (ApplicationForm.ClientType, form.IsPublic ? "public" : "confidential"),
        (ApplicationForm.RedirectUris, string.Join("\r\n", form.RedirectUris)),
        (ApplicationForm.PostLogoutRedirectUris, string.Join("\r\n", form.PostLogoutRedirectUris)),
        (ApplicationForm.Scope, form.Scope),
        (ApplicationForm.RequiresConsent, form.RequiresConsent ? "on" : null),
        .. form.GrantTypes.Select(grantType => (ApplicationForm.GrantField(grantType), (string?)"on")),
        .. form.Resources.Select(audience => (ApplicationForm.ResourceField(audience), (string?)"on")),
    ];

    public static T Page<T>(EndpointResult result) where T : Page => Assert.IsType<T>(Assert.IsType<PageResult>(result).Page);

    private EndpointResult Keep(EndpointResult result)
    {
        foreach (var cookie in result.Cookies)
            if (cookie.Kind == CookieKind.Browser)
                Server.BrowserCookie = cookie.Value;
            else if (cookie.Kind == CookieKind.Notice)
                Server.NoticeCookie = cookie.Value;
        return result;
    }
}
