using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Applications;

/// <summary>Requests as those see them who come for them: one that is over is not there, and is forgotten on the way.</summary>
public sealed class WaitingRequests(IApplicationStore applications, TimeProvider time)
{
    /// <summary>So that a visit after a flood does not have to do all of it.</summary>
    private const int MaximumForgotten = 20;

    public async Task<ApplicationRequest?> FindAsync(Workspace workspace, string clientId, CancellationToken cancellationToken)
    {
        var request = await applications.FindRequestAsync(workspace, clientId, cancellationToken).ConfigureAwait(false);
        if (request is null || !request.IsOver(time.GetUtcNow()))
            return request;
        await applications.ForgetAsync(workspace, request, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Those that nobody has decided, the oldest first.</summary>
    public async Task<IReadOnlyList<ApplicationRequest>> ListAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (waiting, over) = (new List<ApplicationRequest>(), new List<ApplicationRequest>());
        await foreach (var request in applications.ListRequestsAsync(workspace, cancellationToken).ConfigureAwait(false))
            if (request.State == ApplicationRequestState.Pending)
                (request.IsOver(now) ? over : waiting).Add(request);
        await Task.WhenAll(over.Take(MaximumForgotten).Select(request => applications.ForgetAsync(workspace, request, cancellationToken))).ConfigureAwait(false);
        return [.. waiting.OrderBy(request => request.CreatedAt)];
    }
}
