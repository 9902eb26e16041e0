using Tollgate.Domain.Authorization;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.PushedRequests;

/// <summary>
/// A pushed request that a browser may open. Each write is conditional. If another request was faster, the new state decides once more.
/// </summary>
internal sealed class PendingPushedRequest(
    IPushedRequestStore requests, EndpointRequest request, Handle handle, PushedRequest found, TimeProvider time, Randomness randomness)
    : PendingRequest(ParameterSet.Parse(found.Query).Value!, AddressOf(found, handle))
{
    public override bool IsStored => true;

    public override ValueTask<OAuthError?> OpenAsync(string browser, bool hasSession, CancellationToken cancellationToken) =>
        ChangeAsync(browser, row => row.OpenedBy(browser, hasSession, time.GetUtcNow()), cancellationToken);

    public override Opening OpeningFor(Opening asked) => found.OpeningFor(request.BrowserCookie, asked, time.GetUtcNow());

    public override ValueTask<OAuthError?> ConsentAsync(CancellationToken cancellationToken) =>
        ChangeAsync(request.BrowserCookie, row => row.HasConsent ? row : row with { HasConsent = true }, cancellationToken);

    public override ValueTask<OAuthError?> SpendAsync(CancellationToken cancellationToken)
    {
        var attempt = randomness.Id();
        return ChangeAsync(request.BrowserCookie, row => row with { SpentBy = attempt }, cancellationToken);
    }

    private async ValueTask<OAuthError?> ChangeAsync(
        string? browser, Func<PushedRequest, PushedRequest> change, CancellationToken cancellationToken)
    {
        var row = found;
        while (true)
        {
            if (row.RefusalTo(browser, time.GetUtcNow()) is { } refusal)
                return refusal;
            var changed = change(row);
            if (ReferenceEquals(changed, row) || await requests.TryUpdateAsync(request.Workspace, changed, cancellationToken))
                return null;
            if (await requests.FindAsync(request.Workspace, handle, cancellationToken) is not { } now)
                return RequestUri.Unknown;
            // The transport repeated this write after a lost answer. The first of the two writes has spent the request.
            if (now.SpentBy is not null && now.SpentBy == changed.SpentBy)
                return null;
            row = now;
        }
    }

    private static string AddressOf(PushedRequest found, Handle handle) =>
        ParameterSet.ToQuery([new("client_id", found.ClientId), new("request_uri", RequestUri.Of(handle))]);
}
