using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Keys;
using Tollgate.Functions.Outgoing;

namespace Tollgate.Functions.TrustedIssuers;

/// <summary>
/// The keys of trusted issuers and of clients. One request at a time fetches the keys of one source. The instance caches them and renews
/// them in the background. An unknown kid causes a new reading, at most once a minute. A source that does not answer slows down no other
/// source.
/// </summary>
public sealed class ForeignKeys(OutgoingRequests requests, TimeProvider time, ILogger<ForeignKeys> logger) : IForeignKeys, IDisposable
{
    /// <summary>Clients choose their addresses, so the server remembers only the addresses that were used last.</summary>
    internal const int MostClients = 1000;

    private const int MaximumMetadataSize = 256 * 1024;

    /// <summary>Each key takes more memory than its text.</summary>
    private const int MostKeys = 50;

    private static readonly Freshness Times = new()
    {
        Fresh = TimeSpan.FromMinutes(10),
        Usable = TimeSpan.FromHours(24),
        Pause = TimeSpan.FromSeconds(30),
    };

    private static readonly TimeSpan UnknownKeyPause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<ForeignKeySource, Source> _issuers = new();
    private readonly ConcurrentDictionary<ForeignKeySource, Source> _clients = new();
    private readonly Lock _gate = new();

    /// <summary>The requests to addresses of clients leave places for issuers (<see cref="OutgoingLimits.MostOfInstance"/>).</summary>
    private readonly SemaphoreSlim _places = new(OutgoingLimits.MostOfInstance / 2);

    internal int RememberedClients => _clients.Count;

    public void Dispose() => _places.Dispose();

    public async ValueTask<IReadOnlyList<PublicKey>> FindAsync(ForeignKeySource source, string? keyId, CancellationToken cancellationToken)
    {
        var read = SourceOf(source);
        // Anybody can send an unknown kid. The reading that it causes must not hold up the requests whose key is known.
        if (read.GetKnown() is { } known && Matching(known, keyId) is { Count: > 0 } found)
            return found;
        var keys = Matching(await read.GetAsync(cancellationToken), keyId);
        if (keys.Count == 0 && read.MayReadAnew())
            keys = Matching(await read.GetAnewAsync(cancellationToken), keyId);
        return keys;
    }

    private Source SourceOf(ForeignKeySource source)
    {
        if (!source.IsOfClient)
            return _issuers.GetOrAdd(source, key => new Source(key, FetchAsync, time, logger));
        if (!_clients.TryGetValue(source, out var known))
            lock (_gate)
            {
                if (_clients.Count >= MostClients)
                    _clients.TryRemove(_clients.MinBy(each => each.Value.UsedAt).Key, out _);
                known = _clients.GetOrAdd(source, key => new Source(key, FetchOfClientAsync, time, logger));
            }

        known.UsedAt = time.GetUtcNow().UtcTicks;
        return known;
    }

    private Task<byte[]> FetchAsync(Uri address, int maximumSize, CancellationToken cancellationToken) =>
        requests.GetAsync(address, OutgoingRequests.Json, maximumSize, cancellationToken);

    private async Task<byte[]> FetchOfClientAsync(Uri address, int maximumSize, CancellationToken cancellationToken)
    {
        if (!await _places.WaitAsync(OutgoingRequests.Patience, cancellationToken))
            throw new HttpRequestException("Too many addresses of clients do not answer.");
        try
        {
            return await FetchAsync(address, maximumSize, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private static List<PublicKey> Matching(KeyList list, string? keyId) =>
        [.. list.Keys.Where(key => keyId is null || key.KeyId == keyId)];

    private delegate Task<byte[]> Fetch(Uri address, int maximumSize, CancellationToken cancellationToken);

    private sealed record KeyList(IReadOnlyList<PublicKey> Keys);

    private sealed class Source
    {
        private readonly string _owner;
        private readonly TimeProvider _time;
        private readonly RefreshedValue<KeyList> _keys;
        private long _notBefore;
        private Exception? _failure;
        private DateTimeOffset _failedUntil;

        public Source(ForeignKeySource source, Fetch fetch, TimeProvider time, ILogger logger)
        {
            (_owner, _time) = (source.Owner, time);
            _keys = new(
                (_, token) => ReadAsync(source, fetch, token), Times, time,
                exception =>
                {
                    (_failure, _failedUntil) = (exception, time.GetUtcNow() + Times.Pause);
                    logger.LogWarning(exception, "The keys of {Owner} could not be read", source.Owner);
                });
        }

        /// <summary>When the keys were last asked for, in ticks.</summary>
        public long UsedAt { get; set; }

        public async ValueTask<KeyList> GetAsync(CancellationToken cancellationToken)
        {
            // If a source without cached keys has just failed to answer, callers get an error at once. So they do not all wait.
            if (_failure is { } failure && _time.GetUtcNow() < _failedUntil && !_keys.HasValue)
                throw new TimeoutException($"The keys of {_owner} cannot be had.", failure);
            try
            {
                return await _keys.GetAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is HttpRequestException or JsonException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                throw new TimeoutException($"The keys of {_owner} cannot be had.", exception);
            }
        }

        public KeyList? GetKnown() => _keys.GetKnown();

        public ValueTask<KeyList> GetAnewAsync(CancellationToken cancellationToken)
        {
            _keys.Invalidate();
            return GetAsync(cancellationToken);
        }

        /// <summary>True for one caller in a minute.</summary>
        public bool MayReadAnew()
        {
            var now = _time.GetUtcNow().UtcTicks;
            var notBefore = Volatile.Read(ref _notBefore);
            return now >= notBefore && Interlocked.CompareExchange(ref _notBefore, now + UnknownKeyPause.Ticks, notBefore) == notBefore;
        }

        private static async Task<KeyList> ReadAsync(ForeignKeySource source, Fetch fetch, CancellationToken cancellationToken)
        {
            var address = source.JwksUri ?? await DiscoverAsync(source.Owner, fetch, cancellationToken);
            var body = await fetch(new Uri(address), source.MaximumSize, cancellationToken);
            return new KeyList([.. JsonWebKeySet.Parse(body).Take(MostKeys).SelectMany(PublicKey.Of)]);
        }

        private static async Task<string> DiscoverAsync(string issuer, Fetch fetch, CancellationToken cancellationToken)
        {
            var body = await fetch(new Uri(issuer.TrimEnd('/') + "/.well-known/openid-configuration"), MaximumMetadataSize, cancellationToken);
            using var metadata = JsonDocument.Parse(body);
            // The document must name the requested issuer (OpenID Connect Discovery §4.3).
            return Text(metadata.RootElement, "issuer") == issuer
                && Uri.TryCreate(Text(metadata.RootElement, "jwks_uri"), UriKind.Absolute, out var uri)
                    ? uri.AbsoluteUri
                    : throw new JsonException($"The metadata of {issuer} names another issuer or no jwks_uri.");
        }

        private static string? Text(JsonElement json, string name)
        {
            try
            {
                return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : null;
            }
            catch (InvalidOperationException)
            {
                // The string has half of a surrogate pair as an escape, so it is not valid text.
                return null;
            }
        }
    }
}
