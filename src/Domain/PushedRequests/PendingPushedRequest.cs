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

    public override async ValueTask<OAuthError?> OpenAsync(string browser, bool hasSession, CancellationToken cancellationToken)
    {
        var row = found;
        while (true)
        {
            if (row.RefusalTo(browser, time.GetUtcNow()) is { } refusal)
                return refusal;
            var opened = row.OpenedBy(browser, hasSession, time.GetUtcNow());
            if (ReferenceEquals(opened, row) || await requests.TryUpdateAsync(request.Workspace, opened, cancellationToken))
                return null;
            // Another request has written the row. Or the transport repeated this write after a lost answer: then the row is opened already.
            if (await requests.FindAsync(request.Workspace, handle, cancellationToken) is not { } now)
                return RequestUri.Unknown;
            row = now;
        }
    }

    public override Opening OpeningFor(Opening asked) => found.OpeningFor(request.BrowserCookie, asked, time.GetUtcNow());

    public override async ValueTask<OAuthError?> ConsentAsync(CancellationToken cancellationToken)
    {
        var row = found;
        while (true)
        {
            if (row.RefusalTo(request.BrowserCookie, time.GetUtcNow()) is { } refusal)
                return refusal;
            if (row.HasConsent || await requests.TryUpdateAsync(request.Workspace, row with { HasConsent = true }, cancellationToken))
                return null;
            if (await requests.FindAsync(request.Workspace, handle, cancellationToken) is not { } now)
                return RequestUri.Unknown;
            row = now;
        }
    }

    public override async ValueTask<OAuthError?> SpendAsync(CancellationToken cancellationToken)
    {
        var (row, attempt) = (found, randomness.Id());
        while (true)
        {
            if (row.RefusalTo(request.BrowserCookie, time.GetUtcNow()) is { } refusal)
                return refusal;
            if (await requests.TryUpdateAsync(request.Workspace, row with { SpentBy = attempt }, cancellationToken))
                return null;
            if (await requests.FindAsync(request.Workspace, handle, cancellationToken) is not { } now)
                return RequestUri.Unknown;
            // The transport repeated this write after a lost answer. The first of the two writes has spent the request.
            if (now.SpentBy == attempt)
                return null;
            row = now;
        }
    }

    private static string AddressOf(PushedRequest found, Handle handle) =>
        ParameterSet.ToQuery([new("client_id", found.ClientId), new("request_uri", RequestUri.Of(handle))]);
}
