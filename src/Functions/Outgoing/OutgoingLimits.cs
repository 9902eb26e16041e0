namespace Tollgate.Functions.Outgoing;

/// <summary>
/// Limits the requests to one host, and all requests of this instance. A request waits for a place of its host before it takes a place
/// of the instance, so a slow host holds up its own callers only. After some requests without an answer, requests to the host fail at
/// once for a while.
/// </summary>
internal sealed class OutgoingLimits(TimeProvider time) : IDisposable
{
    public const int MostOfHost = 4;
    public const int MostOfInstance = 32;
    public const int MostOfHostAMinute = 240;
    public const int MostOfInstanceAMinute = 1200;

    /// <summary>The number of unanswered requests in a row after which a host rests.</summary>
    public const int MostSilent = 3;

    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    /// <summary>Other parties name the hosts, so the number of hosts is bounded.</summary>
    private const int MostHosts = 1000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Host> _hosts = [];
    private readonly SemaphoreSlim _places = new(MostOfInstance);
    private readonly Rate _rate = new();

    /// <summary>Waits for a place. Throws when the host rests, or when too many requests have been made within a minute.</summary>
    public async Task<Place> EnterAsync(string name, CancellationToken cancellationToken)
    {
        var host = Join(name);
        try
        {
            await host.Places.WaitAsync(cancellationToken);
            try
            {
                // The host may have fallen silent while this request waited.
                ThrowIfResting(name, host);
                await _places.WaitAsync(cancellationToken);
                return new Place(this, host);
            }
            catch
            {
                host.Places.Release();
                throw;
            }
        }
        catch
        {
            Leave(host);
            throw;
        }
    }

    public void Dispose() => _places.Dispose();

    private Host Join(string name)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_hosts.TryGetValue(name, out var host))
            {
                MakeRoom(now);
                _hosts.Add(name, host = new Host());
            }

            ThrowIfResting(name, host);
            if (!host.Rate.TryCount(MostOfHostAMinute, now) || !_rate.TryCount(MostOfInstanceAMinute, now))
                throw new HttpRequestException($"Too many requests for {name} within a minute.");
            host.Users++;
            return host;
        }
    }

    private void MakeRoom(DateTimeOffset now)
    {
        if (_hosts.Count < MostHosts)
            return;
        foreach (var (name, host) in _hosts.Where(each => each.Value.Users == 0 && each.Value.RestsUntil <= now).ToList())
            _hosts.Remove(name);
        if (_hosts.Count >= MostHosts)
            throw new HttpRequestException("Requests for too many hosts at the same time.");
    }

    private void ThrowIfResting(string name, Host host)
    {
        lock (_gate)
        {
            if (time.GetUtcNow() < host.RestsUntil)
                throw new HttpRequestException($"{name} has not answered several times just now.");
        }
    }

    private void Leave(Host host)
    {
        lock (_gate)
            host.Users--;
    }

    private void Tell(Host host, bool isSilent)
    {
        lock (_gate)
        {
            host.Silent = isSilent ? host.Silent + 1 : 0;
            if (host.Silent >= MostSilent)
                host.RestsUntil = time.GetUtcNow() + Rest;
        }
    }

    /// <summary>The right to send one request now.</summary>
    public sealed class Place(OutgoingLimits limits, Host host) : IDisposable
    {
        public void Answered() => limits.Tell(host, isSilent: false);

        public void Silent() => limits.Tell(host, isSilent: true);

        public void Dispose()
        {
            limits._places.Release();
            host.Places.Release();
            limits.Leave(host);
        }
    }

    /// <summary>The places, the rate and the recent failures of one host.</summary>
    internal sealed class Host
    {
        public SemaphoreSlim Places { get; } = new(MostOfHost);

        public Rate Rate { get; } = new();

        public int Users { get; set; }

        public int Silent { get; set; }

        public DateTimeOffset RestsUntil { get; set; }
    }

    /// <summary>Counts requests. The count begins anew a minute after the first request.</summary>
    internal sealed class Rate
    {
        private DateTimeOffset _until;
        private int _count;

        public bool TryCount(int most, DateTimeOffset now)
        {
            if (now >= _until)
                (_until, _count) = (now + Minute, 0);
            return ++_count <= most;
        }
    }
}
