using System.Globalization;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sessions;

namespace Tollgate.Domain.Applications;

/// <summary>
/// Lets operators manage applications. Each form carries the version of what it shows. A change to an older version is not made,
/// and the newest state is shown instead. A change is answered with a redirect, so that a reload repeats nothing. The page after it
/// says what was done and shows a new secret, once.
/// </summary>
public sealed class ApplicationsEndpoint(
    OperatorReader operators, IApplicationStore applications, Notices notices, TimeProvider time, Randomness randomness) : IEndpoint
{
    private const string Purpose = "applications";

    /// <summary>The parameter in the address of the page that shows a new secret.</summary>
    private const string NewSecret = "new_secret";

    private readonly WaitingRequests _requests = new(applications, time);

    private readonly ApplicationList _list = new(applications, time);

    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var (session, ask) = await operators.ReadAsync(request, cancellationToken);
        if (session is null)
            return ask!;
        var visit = new Visit(request, session, new Browser(request, time, randomness), time.GetUtcNow());
        if (!request.IsPost)
            return await SayAsync(visit, await ShowAsync(visit, cancellationToken), cancellationToken);
        // A form of another browser or session changes nothing.
        return FormToken.Fits(request.Parameters[PageFields.FormToken], request.BrowserCookie, Purpose, session.Id)
            ? await ChangeAsync(visit, cancellationToken)
            : await ShowAsync(visit, cancellationToken) is PageResult { Page: ApplicationPage page } result
            ? result with { Page = page with { IsStale = true } }
            : await ShowAsync(visit, cancellationToken);
    }

    /// <summary>Adds the notice of the change that led to this page. A notice of another page waits for its page.</summary>
    private async ValueTask<EndpointResult> SayAsync(Visit visit, EndpointResult result, CancellationToken cancellationToken)
    {
        if (result is not PageResult { Page: var page } || await notices.ReadAsync(visit.Request, visit.Session, cancellationToken) is not { } notice)
            return result;
        Page? saying = page switch
        {
            ApplicationPage one when one.Client?.ClientId == notice.ClientId => one with { Done = notice.Change, Secret = notice.Secret },
            ApplicationsPage all when notice.Change is Changes.Removed or Changes.Declined => all with { Done = notice.Change },
            _ => null,
        };
        return saying is null ? result : new PageResult(saying) { Cookies = [.. result.Cookies, Notices.Removal] };
    }

    private async ValueTask<EndpointResult> ShowAsync(Visit visit, CancellationToken cancellationToken)
    {
        var parameters = visit.Request.Parameters;
        if (parameters["request"] is { } asked)
            return await FindRequestAsync(visit, asked, cancellationToken) is { } request
                ? await ShowAsync(visit, Of(visit, ApplicationRules.Suggest(request.Description)) with { Request = request }, cancellationToken)
                : Nothing;
        if (parameters["client_id"] is { } id)
            return await FindClientAsync(visit, id, cancellationToken) is { } client
                ? await ShowAsync(visit, Of(visit, client) with { HasShownSecret = parameters.Contains(NewSecret) }, cancellationToken)
                : Nothing;
        return parameters.Contains("new")
            ? visit.Browser.Show(Of(visit, new ApplicationDescription()))
            : visit.Browser.Show(await _list.ReadAsync(visit.Request, visit.Session.Username, cancellationToken));
    }

    private static NotFoundResult Nothing => new("There is no such application in this workspace.");

    private static ApplicationPage Of(Visit visit, ApplicationDescription form) =>
        new(visit.Session.Username, FormToken.Of(visit.Browser.Value, Purpose, visit.Session.Id), form) { Now = visit.Now };

    private static ApplicationPage Of(Visit visit, Client client) =>
        Of(visit, ApplicationRules.FormOf(visit.Request.Workspace, client)) with { Client = client };

    private async ValueTask<PageResult> ShowAsync(Visit visit, ApplicationPage page, CancellationToken cancellationToken)
    {
        if ((page.Client?.ClientId ?? page.Request?.ClientId) is not { } id)
            return visit.Browser.Show(page);
        var history = await applications.NewestOfAsync(visit.Request.Workspace, id, HistoryBefore(visit), ApplicationList.PageSize, cancellationToken);
        return visit.Browser.Show(page with { History = history.Items, OlderHistory = history.Next });
    }

    /// <summary>
    /// The default is later than now, so that the change just made is included, even when the clock of another instance is ahead.
    /// </summary>
    private static DateTimeOffset HistoryBefore(Visit visit) =>
        long.TryParse(visit.Request.Parameters["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : visit.Now + TimeSpan.FromHours(1);

    private ValueTask<EndpointResult> ChangeAsync(Visit visit, CancellationToken cancellationToken) => visit.Request.Parameters[PageFields.Action] switch
    {
        OperatorActions.Create => CreateAsync(visit, cancellationToken),
        OperatorActions.Approve or OperatorActions.Decline => DecideAsync(visit, cancellationToken),
        OperatorActions.Edit or OperatorActions.Rotate or OperatorActions.EndOldSecrets or OperatorActions.EndSelfManagement
            or OperatorActions.Disable or OperatorActions.Enable or OperatorActions.Remove => ChangeClientAsync(visit, cancellationToken),
        _ => ShowAsync(visit, cancellationToken),
    };

    private async ValueTask<EndpointResult> CreateAsync(Visit visit, CancellationToken cancellationToken)
    {
        var workspace = visit.Request.Workspace;
        var form = ApplicationForm.Read(workspace, visit.Request.Parameters);
        if (ApplicationRules.Check(workspace, form, isRequest: false) is [_, ..] problems)
            return visit.Browser.Show(Of(visit, form) with { Problems = problems });
        var client = ApplicationRules.Describe(workspace, form, new Client(ClientId.New(randomness)));
        var secret = client.TakesSecrets ? randomness.Secret() : null;
        if (secret is not null)
            client = client with { Secrets = [ClientSecret.Of(secret, visit.Now)] };
        var change = ApplicationChange.Create(client.Made(visit.Now, randomness), visit.Session.Username, visit.Now);
        return await MakeAsync(visit, change, secret, cancellationToken);
    }

    private async ValueTask<EndpointResult> DecideAsync(Visit visit, CancellationToken cancellationToken)
    {
        var (parameters, workspace) = (visit.Request.Parameters, visit.Request.Workspace);
        if (await FindRequestAsync(visit, parameters["client_id"] ?? "", cancellationToken) is not { } request)
            return Nothing;
        var form = ApplicationForm.Read(workspace, parameters);
        if (request.State != ApplicationRequestState.Pending || request.Version != parameters[OperatorActions.Version])
            return await OvertakenAsync(visit, request.ClientId, cancellationToken);
        if (parameters[PageFields.Action] == OperatorActions.Decline)
        {
            var answer = parameters[OperatorActions.Answer] is { } text ? text[..Math.Min(text.Length, ApplicationDescription.MaximumText)] : null;
            return await MakeAsync(visit, ApplicationChange.Decline(request, answer, visit.Session.Username, visit.Now), null, cancellationToken);
        }

        if (ApplicationRules.Check(workspace, form, isRequest: false) is [_, ..] problems)
            return await ShowAsync(visit, Of(visit, form) with { Request = request, Problems = problems }, cancellationToken);
        var client = ApplicationRules.Describe(workspace, form, new Client(request.ClientId));
        var change = ApplicationChange.Approve(request, client.Made(visit.Now, randomness), visit.Session.Username, visit.Now);
        return await MakeAsync(visit, change, null, cancellationToken);
    }

    private async ValueTask<EndpointResult> ChangeClientAsync(Visit visit, CancellationToken cancellationToken)
    {
        var (parameters, workspace, who) = (visit.Request.Parameters, visit.Request.Workspace, visit.Session.Username);
        if (await FindClientAsync(visit, parameters["client_id"] ?? "", cancellationToken) is not { } client)
            return Nothing;
        if (client.Version != parameters[OperatorActions.Version])
            return await OvertakenAsync(visit, client.ClientId, cancellationToken);
        var action = parameters[PageFields.Action];
        if (action == OperatorActions.Edit)
        {
            var form = ApplicationForm.Read(workspace, parameters);
            if (ApplicationRules.Check(workspace, form, isRequest: false) is [_, ..] problems)
                return await ShowAsync(visit, Of(visit, form) with { Client = client, Problems = problems }, cancellationToken);
            var edited = ApplicationChange.Edit(
                ApplicationRules.Describe(workspace, form, client).EditedByOperator(form.EndsSelfManagement), who, visit.Now);
            if (client.Secrets.Count > 0 && edited.Client is { Secrets.Count: 0, IsPublic: false })
                edited = edited.Besides(Changes.SecretsEnded);
            return await MakeAsync(
                visit,
                client.ManagesItself && form.EndsSelfManagement ? edited.Besides(Changes.SelfManagementEnded) : edited,
                null,
                cancellationToken);
        }

        // An action that does not apply to this client only shows the client.
        if (action is OperatorActions.Rotate or OperatorActions.EndOldSecrets && !client.TakesSecrets)
            return await ShowAsync(visit, Of(visit, client), cancellationToken);
        if (action == OperatorActions.Remove && !parameters.Contains(OperatorActions.Confirm))
            return await ShowAsync(visit, Of(visit, client) with { Problems = [Unconfirmed] }, cancellationToken);
        var secret = action == OperatorActions.Rotate ? randomness.Secret() : null;
        var change = action switch
        {
            OperatorActions.Rotate => ApplicationChange.Rotate(client, secret!, KeepOldOf(parameters), who, visit.Now),
            OperatorActions.EndOldSecrets => ApplicationChange.EndOldSecrets(client, who, visit.Now),
            OperatorActions.EndSelfManagement => ApplicationChange.EndSelfManagement(client, who, visit.Now),
            OperatorActions.Remove => ApplicationChange.Remove(client, who, visit.Now),
            _ => ApplicationChange.Switch(client, isDisabled: action == OperatorActions.Disable, who, visit.Now),
        };
        return await MakeAsync(visit, change, secret, cancellationToken);
    }

    private static FormProblem Unconfirmed => new(
        OperatorActions.Confirm, new("confirm_missing", "The application was not removed. To remove it, tick the box that confirms it."));

    private static TimeSpan KeepOldOf(ParameterSet parameters) =>
        TimeSpan.FromHours(int.TryParse(parameters[OperatorActions.KeepOldHours], out var hours)
            ? Math.Clamp(hours, 0, OperatorActions.MaximumKeepOldHours)
            : OperatorActions.UsualKeepOldHours);

    /// <summary>
    /// Makes the change and redirects: to the page of the client, or to the list when no client is left. The notice is kept first, so
    /// that each new secret is shown.
    /// </summary>
    private async ValueTask<EndpointResult> MakeAsync(Visit visit, ApplicationChange change, string? secret, CancellationToken cancellationToken)
    {
        var (workspace, record) = (visit.Request.Workspace, change.Record);
        var cookie = await notices.KeepAsync(workspace, visit.Session, new Notice(record.Change, record.Target, secret), cancellationToken);
        if (!await applications.TryChangeAsync(workspace, change, cancellationToken))
            return await OvertakenAsync(visit, record.Target, cancellationToken);
        var query = change.Client is null ? "" : $"?client_id={record.Target}{(secret is null ? "" : $"&{NewSecret}=1")}";
        return new RedirectResult(workspace.LocalPath(Paths.Applications) + query) { Cookies = [.. visit.Browser.Cookies, cookie] };
    }

    private async ValueTask<EndpointResult> OvertakenAsync(Visit visit, string clientId, CancellationToken cancellationToken)
    {
        if (await FindClientAsync(visit, clientId, cancellationToken) is { } client)
            return await ShowAsync(visit, Of(visit, client) with { IsOvertaken = true }, cancellationToken);
        return await FindRequestAsync(visit, clientId, cancellationToken) is { State: ApplicationRequestState.Pending } request
            ? await ShowAsync(visit, Of(visit, ApplicationRules.Suggest(request.Description)) with { Request = request, IsOvertaken = true }, cancellationToken)
            : new RedirectResult(visit.Request.Workspace.LocalPath(Paths.Applications));
    }

    private async ValueTask<Client?> FindClientAsync(Visit visit, string id, CancellationToken cancellationToken) =>
        ClientId.IsWellFormed(id) ? await applications.FindClientAsync(visit.Request.Workspace, id, cancellationToken) : null;

    private async ValueTask<ApplicationRequest?> FindRequestAsync(Visit visit, string id, CancellationToken cancellationToken) =>
        ClientId.IsWellFormed(id) ? await _requests.FindAsync(visit.Request.Workspace, id, cancellationToken) : null;

    /// <summary>One request of an operator.</summary>
    private sealed record Visit(EndpointRequest Request, Session Session, Browser Browser, DateTimeOffset Now);
}
