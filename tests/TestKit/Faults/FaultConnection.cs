using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Tollgate.TestKit.Faults;

/// <summary>One client connection, and the connection on which its requests go on to the server.</summary>
internal sealed class FaultConnection(FaultProxy proxy, Socket client, int upstreamPort, X509Certificate2? certificate) : IAsyncDisposable
{
    /// <summary>
    /// The longest time that a connection to the server is reused after a pause. Servers close idle connections after some seconds, and only the test may
    /// cause faults.
    /// </summary>
    private static readonly long MaximumRest = (long)TimeSpan.FromSeconds(2).TotalMilliseconds;

    private Stream? _server;
    private HttpMessageReader? _answers;
    private long _lastUse;

    public async Task RunAsync(CancellationToken ended)
    {
        try
        {
            client.NoDelay = true;
            await using var stream = await OpenAsync(client, ended);
            var requests = new HttpMessageReader(stream);
            while (await requests.ReadAsync(asked: null, ended) is { } request && await ServeAsync(request, stream, ended))
            {
                // A connection carries its requests one after another.
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has closed its connection, so the other connection ends too.
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    /// <summary>Returns false if the connection ends with this request.</summary>
    private async Task<bool> ServeAsync(HttpMessage request, Stream stream, CancellationToken ended)
    {
        var words = request.StartLine.Split(' ');
        var fault = proxy.Pass(words[0], words[1], request.Octets);
        switch (fault?.Kind)
        {
            case FaultKind.LostRequest:
                return false;
            case FaultKind.Reset:
                // Closing a socket without lingering sends a TCP reset.
                client.LingerState = new LingerOption(enable: true, seconds: 0);
                client.Close();
                return false;
            case FaultKind.Refusal:
                await stream.WriteAsync(HttpMessage.Answer(fault).Octets, ended);
                return true;
            case FaultKind.Stall:
                await WaitForHangUpAsync(stream, ended);
                return false;
            case FaultKind.Delay:
                await Task.Delay(fault.Time, ended);
                break;
        }

        var answer = await ForwardAsync(request, words[0], ended);
        if (fault?.Kind == FaultKind.LostAnswer)
            return false;
        if (fault?.Kind == FaultKind.StalledAnswer)
        {
            await WaitForHangUpAsync(stream, ended);
            return false;
        }

        await stream.WriteAsync(answer.Octets, ended);
        return !answer.EndsConnection;
    }

    private async Task<HttpMessage> ForwardAsync(HttpMessage request, string method, CancellationToken ended)
    {
        if (_server is null || Environment.TickCount64 - _lastUse > MaximumRest)
            await ConnectAsync(ended);
        await _server!.WriteAsync(request.Octets, ended);
        var answer = await _answers!.ReadAsync(method, ended) ?? throw new EndOfStreamException();
        _lastUse = Environment.TickCount64;
        return answer;
    }

    private async Task ConnectAsync(CancellationToken ended)
    {
        if (_server is not null)
            await _server.DisposeAsync();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, upstreamPort, ended);
        _server = new NetworkStream(socket, ownsSocket: true);
        if (certificate is not null)
        {
            var secure = new SslStream(_server, leaveInnerStreamOpen: false, (_, presented, _, _) => certificate.Equals(presented));
            _server = secure;
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, ended);
        }

        _answers = new HttpMessageReader(_server);
    }

    private async Task<Stream> OpenAsync(Socket socket, CancellationToken ended)
    {
        var plain = new NetworkStream(socket, ownsSocket: true);
        if (certificate is null)
            return plain;
        var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, ended);
        return secure;
    }

    private static async Task WaitForHangUpAsync(Stream stream, CancellationToken ended)
    {
        var ignored = new byte[1024];
        while (await stream.ReadAsync(ignored, ended) > 0)
        {
            // Reads and discards all input, and answers nothing.
        }
    }
}
