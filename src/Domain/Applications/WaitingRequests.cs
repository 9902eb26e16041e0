using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Applications;

/// <summary>Finds requests that still count. A request that is over is treated as absent and removed on the way.</summary>
public sealed class WaitingRequests(IApplicationStore applications, TimeProvider time)
{
    /// <summary>Bounds the work of a visit after a flood of requests.</summary>
    private const int MaximumForgotten = 20;

    public async Task<ApplicationRequest?> FindAsync(Workspace workspace, string clientId, CancellationToken cancellationToken)
    {
        var request = await applications.FindRequestAsync(workspace, clientId, cancellationToken);
        if (request is null || !request.IsOver(time.GetUtcNow()))
            return request;
        await applications.ForgetAsync(workspace, request, cancellationToken);
        return null;
    }

    /// <summary>A page of the requests that wait for a decision, oldest first within the page.</summary>
    public async Task<Slice<ApplicationRequest>> SliceAsync(Workspace workspace, string? after, int count, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var slice = await applications.SliceOfPendingAsync(workspace, after, count, cancellationToken);
        var over = slice.Items.Where(request => request.IsOver(now)).Take(MaximumForgotten);
        await Task.WhenAll(over.Select(request => applications.ForgetAsync(workspace, request, cancellationToken)));
        return slice with { Items = [.. slice.Items.Where(request => !request.IsOver(now)).OrderBy(request => request.CreatedAt)] };
    }
}
