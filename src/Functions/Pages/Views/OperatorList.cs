using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the list of a workspace's applications, and the parts that the page of one application shares with it.</summary>
internal static class OperatorList
{
    public static PageView Show(ApplicationsPage page, PageContext context) => new(TitleOf(context.Workspace, context.Texts), Body(page, context, context.Texts))
    {
        Shape = Shape.Document,
    };

    private static string TitleOf(Workspace workspace, Texts texts) =>
        workspace.DisplayName.Length == 0 ? texts["operator.title"] : texts.Format("operator.titleOf", workspace.DisplayName);

    private static Html Body(ApplicationsPage page, PageContext context, Texts texts)
    {
        Html requests = page.Requests.Count == 0
            ? page.NextRequests is null ? $"<p>{texts["operator.noRequests"]}</p>" : Html.Empty
            : Table(texts, ["operator.name", "operator.contact", "operator.asked"], page.Requests.Select(Request));
        Html clients = page.Clients.Count == 0
            ? $"<p>{texts["operator.noApplications"]}</p>"
            : Table(texts, ["operator.name", "operator.id", "operator.grants", "operator.state"], page.Clients.Select(Client));
        Html recent = page.Recent.Count == 0
            ? $"<p>{texts["operator.noChanges"]}</p>"
            : Table(texts, ["operator.time", "operator.who", "operator.what", "operator.application"], page.Recent.Select(Change));
        return $"""
            {SignedIn(page.Username, context)}
            {(page.Done is { } done ? Fragments.Notice(texts["done." + done]) : Html.Empty)}
            <h2>{texts["operator.requests"]}</h2>
            {requests}
            {Next("requests", page.NextRequests, "operator.nextRequests")}
            <h2>{texts["operator.applications"]}</h2>
            <p><a class="button" href="{context.Link(Paths.Applications, "new=1")}">{texts["operator.new"]}</a></p>
            {clients}
            {Next("clients", page.NextClients, "operator.nextClients")}
            <h2>{texts["operator.recent"]}</h2>
            {recent}
            {(page.HasMoreChanges ? (Html)$"<p class=\"dim\">{texts["operator.moreChanges"]}</p>" : Html.Empty)}
            """;

        Html Next(string list, string? after, string text) => after is null
            ? Html.Empty
            : $"<p><a href=\"{context.Link(Paths.Applications, $"{list}={Uri.EscapeDataString(after)}")}\">{texts[text]}</a></p>";

        Html[] Request(ApplicationRequest request) =>
        [
            $"<a href=\"{context.Link(Paths.Applications, "request=" + Uri.EscapeDataString(request.ClientId))}\"><bdi>{NameOf(request)}</bdi></a>",
            $"{request.Description.Contact}", Fragments.Time(request.CreatedAt),
        ];

        Html[] Client(Client client) =>
        [
            Link(client.ClientId, client.DisplayName), $"<code>{client.ClientId}</code>",
            $"{string.Join(", ", client.GrantTypes.Select(texts.Grant))}", $"{StateOf(client, texts)}",
        ];

        Html[] Change(AuditRecord record) => [.. Cells(record, texts), Of(record)];

        Html Of(AuditRecord record)
        {
            if (page.Clients.FirstOrDefault(client => client.ClientId == record.Target) is { } client)
                return Link(client.ClientId, client.DisplayName);
            // A client that was only requested, declined or removed has no page. A client on another page of the list has one.
            return page.Recent.Any(other => other.Target == record.Target && other.Change is Changes.Requested or Changes.Declined or Changes.Removed)
                ? $"<code>{record.Target}</code>"
                : Link(record.Target, record.Target);
        }

        Html Link(string clientId, string name) =>
            $"<a href=\"{context.Link(Paths.Applications, "client_id=" + Uri.EscapeDataString(clientId))}\"><bdi>{name}</bdi></a>";
    }

    /// <param name="older">The address of the older history. Null when there is none.</param>
    public static Html History(IReadOnlyList<AuditRecord> history, string? older, Texts texts) => history.Count == 0
        ? Html.Empty
        : $"""
            <h2>{texts["operator.history"]}</h2>
            {(older is null ? Html.Empty : (Html)$"<p><a href=\"{older}\">{texts["operator.olderHistory"]}</a></p>")}
            {Table(texts, ["operator.time", "operator.who", "operator.what"], history.Select(record => Cells(record, texts)))}
            """;

    public static Html SignedIn(string username, PageContext context) => $"""
        <p class="dim">{Html.Format(context.Texts["consent.user"], username)} <a href="{context.Link(Paths.EndSession)}">{context.Texts["signout.submit"]}</a></p>
        """;

    /// <summary>The name that the applicant gave, or the client_id if the name is empty.</summary>
    public static string NameOf(ApplicationRequest request) =>
        request.Description.Name is { Length: > 0 } name ? name : request.ClientId;

    public static string StateOf(Client client, Texts texts) => texts[client.IsDisabled ? "operator.disabled" : "operator.enabled"];

    /// <summary>Each cell carries its heading. A narrow window shows no columns, but the heading before each cell.</summary>
    public static Html Table(Texts texts, string[] headings, IEnumerable<Html[]> rows)
    {
        var head = Html.Join(headings.Select(heading => (Html)$"<th scope=\"col\">{texts[heading]}</th>"));
        return $"<table><thead><tr>{head}</tr></thead><tbody>{Html.Join(rows.Select(Row))}</tbody></table>";

        Html Row(Html[] cells) => $"<tr>{Html.Join(cells.Select((cell, index) => (Html)$"<td data-name=\"{texts[headings[index]]}\">{cell}</td>"))}</tr>";
    }

    private static Html[] Cells(AuditRecord record, Texts texts) => [Fragments.Time(record.At), $"{texts.Who(record)}", What(record, texts)];

    private static Html What(AuditRecord record, Texts texts)
    {
        Html detail = record.Detail is { Length: > 0 } text ? $"<br><span class=\"dim\">{text}</span>" : Html.Empty;
        return $"{texts["change." + record.Change]}{detail}";
    }
}
