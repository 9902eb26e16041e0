using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Applications;

/// <summary>Reads the page that lists the applications of a workspace, its requests and the newest changes.</summary>
public sealed class ApplicationList(IApplicationStore applications, TimeProvider time)
{
    public const int PageSize = 50;

    /// <summary>The maximum number of changes that are read to find the newest.</summary>
    private const int MaximumRead = 1000;

    private static readonly TimeSpan RecentTime = TimeSpan.FromDays(30);

    private static readonly TimeSpan ShortestTime = TimeSpan.FromMinutes(1);

    private readonly WaitingRequests _requests = new(applications, time);

    public async ValueTask<ApplicationsPage> ReadAsync(EndpointRequest request, string username, CancellationToken cancellationToken)
    {
        var (parameters, workspace) = (request.Parameters, request.Workspace);
        var requests = await _requests.SliceAsync(workspace, After(parameters, "requests"), PageSize, cancellationToken);
        var clients = await applications.SliceOfClientsAsync(workspace, After(parameters, "clients"), PageSize, cancellationToken);
        var (recent, isCut) = await RecentAsync(workspace, cancellationToken);
        return new ApplicationsPage(
            username, requests.Items, clients.Items, [.. recent.OrderByDescending(record => record.At).Take(PageSize)])
        {
            NextRequests = requests.Next,
            NextClients = clients.Next,
            HasMoreChanges = isCut || recent.Count > PageSize,
        };
    }

    /// <summary>
    /// The store returns the records in no fixed order. If there are too many, the page reads a shorter period, so that a flood of
    /// registrations does not hide newer changes.
    /// </summary>
    private async Task<(IReadOnlyList<AuditRecord> Records, bool IsCut)> RecentAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        for (var span = RecentTime; ; span /= 8)
        {
            var records = await applications.RecentAsync(workspace, now - span, cancellationToken)
                .Take(MaximumRead + 1).ToListAsync(cancellationToken);
            if (records.Count <= MaximumRead || span < ShortestTime)
                return (records, span < RecentTime);
        }
    }

    private static string? After(ParameterSet parameters, string list) =>
        parameters[list] is { } id && ClientId.IsWellFormed(id) ? id : null;
}
