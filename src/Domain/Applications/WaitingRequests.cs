using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Applications;

/// <summary>Finds requests for applications. A request that has waited too long for a decision counts as unknown, and a read removes it.</summary>
public sealed class WaitingRequests(IApplicationStore applications, TimeProvider time)
{
    /// <summary>The most requests that one read removes. After a flood of requests, this bounds the work of a read.</summary>
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
