using System.Net;
using System.Net.Http.Headers;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.TrustedIssuers;

/// <summary>Fetches small JSON documents of others: five seconds, 256 KiB, no redirects, no cookies, allowed addresses only.</summary>
public sealed class ForeignDocuments : IDisposable
{
    private const int MaximumSize = 256 * 1024;

    private readonly bool _isLocal;
    private readonly HttpClient _client;

    public ForeignDocuments(TollgateSettings settings)
    {
        _isLocal = settings.IsLocal;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = (context, token) => ForeignAddress.ConnectAsync(context.DnsEndPoint, _isLocal, token),
        })
        {
            Timeout = TimeSpan.FromSeconds(5),
            MaxResponseContentBufferSize = MaximumSize,
        };
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public async Task<byte[]> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        if (!ForeignAddress.IsAllowed(address, _isLocal))
            throw new HttpRequestException($"{address.GetLeftPart(UriPartial.Path)} is not an address to fetch from.");
        using var response = await _client.GetAsync(address, cancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
            : throw new HttpRequestException($"{address.GetLeftPart(UriPartial.Path)} answered {(int)response.StatusCode}.");
    }

    public void Dispose() => _client.Dispose();
}
