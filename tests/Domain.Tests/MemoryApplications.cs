using System.Collections.Concurrent;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests;

/// <summary>Applications in memory. A change happens as a whole or not at all, as the port demands.</summary>
internal sealed class MemoryApplications : IApplicationStore
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<(string Workspace, string ClientId), Client> _clients = new();
    private readonly ConcurrentDictionary<(string Workspace, string ClientId), ApplicationRequest> _requests = new();
    private volatile ConcurrentQueue<(string Workspace, AuditRecord Record)> _records = new();
    private int _versions;

    /// <summary>Runs once before the next change. A test uses it for a change by another caller.</summary>
    public Func<Task>? BeforeNextChange { get; set; }

    public async Task<bool> TryChangeAsync(Workspace workspace, ApplicationChange change, CancellationToken cancellationToken)
    {
        if (BeforeNextChange is { } before)
        {
            BeforeNextChange = null;
            await before();
        }

        lock (_gate)
        {
            var key = (workspace.Name, change.Record.Target);
            var (client, request) = (_clients.GetValueOrDefault(key), _requests.GetValueOrDefault(key));
            if ((change.Client is { } put && put.Version != client?.Version)
                || (change.Removed is { } removed && (client is null || removed.Version != client.Version))
                || (change.Request is { } asked && asked.Version != request?.Version))
                return false;
            if (change.Client is not null)
                _clients[key] = change.Client with { Version = NewVersion() };
            if (change.Removed is not null)
                _clients.TryRemove(key, out _);
            if (change.Request is not null)
                _requests[key] = change.Request with { Version = NewVersion() };
            _records.Enqueue((workspace.Name, change.Record));
            return true;
        }
    }

    public Task ForgetAsync(Workspace workspace, ApplicationRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var key = (workspace.Name, request.ClientId);
            if (!_requests.TryGetValue(key, out var known) || known.Version != request.Version)
                return Task.CompletedTask;
            _requests.TryRemove(key, out _);
            _records = new(_records.Where(each => each.Workspace != key.Name || each.Record.Target != key.ClientId));
        }

        return Task.CompletedTask;
    }

    public Task<Client?> FindClientAsync(Workspace workspace, string clientId, CancellationToken cancellationToken) =>
        Task.FromResult(_clients.GetValueOrDefault((workspace.Name, clientId)));

    public Task<string?> FindOtherWithIdentityAsync(Workspace workspace, Client client, CancellationToken cancellationToken) =>
        Task.FromResult(_clients.Values.FirstOrDefault(
            other => other.ClientId != client.ClientId && WorkloadIdentity.Of(other).Intersect(WorkloadIdentity.Of(client)).Any())?.ClientId);

    public Task<ApplicationRequest?> FindRequestAsync(Workspace workspace, string clientId, CancellationToken cancellationToken) =>
        Task.FromResult(_requests.GetValueOrDefault((workspace.Name, clientId)));

    public async Task<Slice<Client>> SliceOfClientsAsync(Workspace workspace, string? after, int count, CancellationToken cancellationToken) =>
        SliceOf(await ListClientsAsync(workspace, cancellationToken).ToListAsync(cancellationToken), client => client.ClientId, after, count);

    public async Task<Slice<ApplicationRequest>> SliceOfPendingAsync(Workspace workspace, string? after, int count, CancellationToken cancellationToken) =>
        SliceOf(
        await ListRequestsAsync(workspace, cancellationToken).Where(request => request.State == ApplicationRequestState.Pending).ToListAsync(cancellationToken),
        request => request.ClientId, after, count);

    public async Task<Slice<AuditRecord>> NewestOfAsync(
        Workspace workspace, string clientId, DateTimeOffset before, int count, CancellationToken cancellationToken)
    {
        var records = await HistoryAsync(workspace, clientId, cancellationToken).Where(record => record.At < before).OrderBy(record => record.At)
            .ToListAsync(cancellationToken);
        var newest = records.TakeLast(count).ToList();
        return new Slice<AuditRecord>(newest, newest.Count < records.Count ? $"{newest[0].At.UtcTicks}" : null);
    }

    private static Slice<T> SliceOf<T>(List<T> all, Func<T, string> idOf, string? after, int count)
    {
        var rest = all.Where(each => string.CompareOrdinal(idOf(each), after) > 0).ToList();
        return new Slice<T>([.. rest.Take(count)], rest.Count > count ? idOf(rest[count - 1]) : null);
    }

    public IAsyncEnumerable<Client> ListClientsAsync(Workspace workspace, CancellationToken cancellationToken) =>
        _clients.Where(each => each.Key.Workspace == workspace.Name).Select(each => each.Value).OrderBy(client => client.ClientId, StringComparer.Ordinal)
            .ToAsyncEnumerable();

    public IAsyncEnumerable<ApplicationRequest> ListRequestsAsync(Workspace workspace, CancellationToken cancellationToken) =>
        _requests.Where(each => each.Key.Workspace == workspace.Name).Select(each => each.Value).OrderBy(request => request.ClientId, StringComparer.Ordinal)
            .ToAsyncEnumerable();

    public IAsyncEnumerable<AuditRecord> HistoryAsync(Workspace workspace, string clientId, CancellationToken cancellationToken) =>
        _records.Where(each => each.Workspace == workspace.Name && each.Record.Target == clientId).Select(each => each.Record).ToAsyncEnumerable();

    public IAsyncEnumerable<AuditRecord> RecentAsync(Workspace workspace, DateTimeOffset since, CancellationToken cancellationToken) =>
        _records.Where(each => each.Workspace == workspace.Name && each.Record.At >= since).Select(each => each.Record).ToAsyncEnumerable();

    private string NewVersion() => $"{Interlocked.Increment(ref _versions)}";
}
