using System.Net;
using System.Net.Sockets;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Outgoing;

/// <summary>
/// Sends every request to an address that another party chose. It allows certain addresses only, no redirects, no cookies, no proxy,
/// five seconds in all, a bounded size and a bounded number of requests.
/// </summary>
public sealed class OutgoingRequests : IDisposable
{
    public const string Json = "application/json";

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly bool _takesLoopback;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly OutgoingLimits _limits;
    private readonly HttpClient _client;

    public OutgoingRequests(TollgateSettings settings, TimeProvider time)
        : this(settings, time, Dns.GetHostAddressesAsync)
    {
    }

    internal OutgoingRequests(TollgateSettings settings, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _takesLoopback = settings.Issuer.IsLoopback;
        _resolve = resolve;
        _limits = new OutgoingLimits(time);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // A connection attempt goes on after its request has ended, so it needs a time limit of its own.
            ConnectTimeout = Patience,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
            ConnectCallback = (context, token) => ConnectAsync(context.DnsEndPoint, token),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Returns the body of an answer 200 of at most this size. Throws an <see cref="HttpRequestException"/> for any other answer.</summary>
    public async Task<byte[]> GetAsync(Uri address, string mediaType, int maximumSize, CancellationToken cancellationToken)
    {
        if (!OutgoingAddress.IsAllowed(address, _takesLoopback))
            throw new HttpRequestException($"{NameOf(address)} is not an address to fetch from.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var place = await _limits.EnterAsync(address.IsLoopback ? address.Authority : address.IdnHost, patience.Token);
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", mediaType } } };
            using var response = await SendAsync(request, place, patience.Token, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
                throw new HttpRequestException($"{NameOf(address)} answered {(int)response.StatusCode}.");
            await response.Content.LoadIntoBufferAsync(maximumSize, patience.Token);
            return await response.Content.ReadAsByteArrayAsync(patience.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"{NameOf(address)} did not answer in time.", exception);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _limits.Dispose();
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, OutgoingLimits.Place place, CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience);
            place.Answered();
            return response;
        }
        catch when (!cancellationToken.IsCancellationRequested)
        {
            place.Silent();
            throw;
        }
    }

    /// <summary>Resolves the name once, checks the addresses, and connects to one of them. A second resolution could give another address.</summary>
    private async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        var addresses = await _resolve(endpoint.Host, cancellationToken);
        var allowed = addresses.Where(address => OutgoingAddress.MayConnect(address, _takesLoopback)).ToArray();
        if (allowed.Length == 0)
            throw new HttpRequestException($"{endpoint.Host} has no address to connect to: all are special-use addresses.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string NameOf(Uri address) => address.GetLeftPart(UriPartial.Path);
}
