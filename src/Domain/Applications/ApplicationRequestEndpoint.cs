using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.Welcome;

namespace Tollgate.Domain.Applications;

/// <summary>
/// Lets people ask for an application, see the decision, and fetch the secret. The holder of the ticket is the applicant. The
/// client_id and the ticket are derived from the form and the browser, so that a form that is sent twice makes one request.
/// </summary>
public sealed class ApplicationRequestEndpoint(
    IApplicationStore applications, ApplicationThrottle throttle, TimeProvider time, Randomness randomness) : IEndpoint
{
    private const string Purpose = "application request";

    private readonly WaitingRequests _requests = new(applications, time);

    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters[PageFields.Ticket] is { } ticket)
            return await ShowAsync(request, ticket, cancellationToken);
        if (!request.Workspace.TakesApplicationRequests)
            return new NotFoundResult("This server takes no requests for applications here.");
        return request.IsPost
            ? await SubmitAsync(request, cancellationToken)
            : Ask(request, new ApplicationDescription(), []);
    }

    private PageResult Ask(
        EndpointRequest request, ApplicationDescription form, IReadOnlyList<FormProblem> problems, TimeSpan wait = default, bool isStale = false)
    {
        var browser = new Browser(request, time, randomness);
        var nonce = randomness.Id();
        return browser.Show(new ApplicationRequestPage($"{nonce}.{FormToken.Of(browser.Value, Purpose, nonce)}", form, problems)
        {
            Wait = wait,
            IsStale = isStale,
        });
    }

    private async ValueTask<EndpointResult> SubmitAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var workspace = request.Workspace;
        var form = ApplicationForm.Read(workspace, request.Parameters);
        if (NonceOf(request) is not { } nonce)
            return Ask(request, form, [], isStale: true);
        if (ApplicationRules.Check(workspace, form, isRequest: true) is [_, ..] problems)
            return Ask(request, form, problems);

        var ticket = TicketOf(request.BrowserCookie!, nonce);
        var attempt = await throttle.BeginAsync(workspace, request.RemoteNetwork, cancellationToken);
        // A form that is sent twice finds its first request: the same ticket and the same answer, even past the limit.
        if (attempt.IsRefused)
            return await applications.FindRequestAsync(workspace, ticket.Id, cancellationToken) is null
                ? Ask(request, form, [], attempt.Wait)
                : SeeStatus(request, ticket);
        var asked = new ApplicationRequest(ticket.Id)
        {
            Description = form,
            State = ApplicationRequestState.Pending,
            TicketHash = ticket.Hash(),
            CreatedAt = time.GetUtcNow(),
        };
        if (!await applications.TryChangeAsync(workspace, ApplicationChange.Ask(asked), cancellationToken))
            await attempt.ForgiveAsync(cancellationToken);
        return SeeStatus(request, ticket);
    }

    private static RedirectResult SeeStatus(EndpointRequest request, Handle ticket) => new(AddressOf(request, ticket) + "&new=1");

    private static string? NonceOf(EndpointRequest request)
    {
        if (request.Parameters[PageFields.FormToken]?.Split('.') is not [{ Length: 22 } nonce, var token])
            return null;
        return FormToken.Fits(token, request.BrowserCookie, Purpose, nonce) ? nonce : null;
    }

    private static Handle TicketOf(string browser, string nonce) =>
        Handle.Of("a" + KeyHash.Of("application", browser, nonce), FormToken.Of(browser, "application ticket", nonce));

    private static string AddressOf(EndpointRequest request, Handle ticket) =>
        $"{request.Workspace.LocalPath(Paths.ApplicationRequest)}?ticket={ticket.Text}";

    private async ValueTask<EndpointResult> ShowAsync(EndpointRequest request, string text, CancellationToken cancellationToken)
    {
        var found = Handle.Parse(text) is { } ticket
            ? await _requests.FindAsync(request.Workspace, ticket.Id, cancellationToken)
            : null;
        if (found is null || !Handle.Parse(text)!.Matches(found.TicketHash))
            return new PageResult(new ApplicationOverPage());
        var isCollection = request.IsPost
            && FormToken.Fits(request.Parameters[PageFields.FormToken], request.BrowserCookie, CollectPurpose(text));
        return isCollection && found.State == ApplicationRequestState.Approved
            ? await CollectAsync(request, text, found, cancellationToken)
            : await ShowAsync(request, text, found, null, cancellationToken);
    }

    private static string CollectPurpose(string ticket) => "collect " + ticket;

    /// <summary>Of several requests for the secret, only the one whose write succeeds gets it.</summary>
    private async ValueTask<EndpointResult> CollectAsync(
        EndpointRequest request, string ticket, ApplicationRequest found, CancellationToken cancellationToken)
    {
        var client = await applications.FindClientAsync(request.Workspace, found.ClientId, cancellationToken);
        if (client is null || !found.CanBeCollected(client, time.GetUtcNow()))
            return await ShowAsync(request, ticket, found, null, cancellationToken);
        var secret = client.TakesSecrets ? randomness.Secret() : null;
        var change = ApplicationChange.Collect(found, client, secret, time.GetUtcNow());
        if (await applications.TryChangeAsync(request.Workspace, change, cancellationToken))
            return await ShowAsync(request, ticket, change.Request!, secret, cancellationToken);
        var now = await applications.FindRequestAsync(request.Workspace, found.ClientId, cancellationToken);
        return await ShowAsync(request, ticket, now ?? found, null, cancellationToken);
    }

    private async ValueTask<EndpointResult> ShowAsync(
        EndpointRequest request, string ticket, ApplicationRequest found, string? secret, CancellationToken cancellationToken)
    {
        var client = found.State is ApplicationRequestState.Approved or ApplicationRequestState.Collected
            ? await applications.FindClientAsync(request.Workspace, found.ClientId, cancellationToken)
            : null;
        var hasEnded = HasEnded(found, client);
        if (hasEnded)
        {
            // The secret that ends the ticket may be the ticket's own, which another request has fetched between the two reads.
            found = await applications.FindRequestAsync(request.Workspace, found.ClientId, cancellationToken) ?? found;
            hasEnded = HasEnded(found, client);
        }

        var browser = new Browser(request, time, randomness);
        return browser.Show(new ApplicationStatusPage(ticket, FormToken.Of(browser.Value, CollectPurpose(ticket)), found)
        {
            IsNew = request.Parameters.Contains("new"),
            Secret = secret,
            Client = client,
            HasEnded = hasEnded,
            Example = client is null
                ? null
                : new ExampleClient(client.ClientId, secret, client.RedirectUris is [var uri, ..] ? uri : null) { Audience = client.Audience },
        });
    }

    private bool HasEnded(ApplicationRequest found, Client? client) =>
        found.State == ApplicationRequestState.Approved && client is not null && !found.CanBeCollected(client, time.GetUtcNow());
}
