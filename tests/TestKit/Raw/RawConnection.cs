using System.Net.Sockets;
using Tollgate.TestKit.Faults;

namespace Tollgate.TestKit.Raw;

/// <summary>Sends what no HTTP library would, and opens the connection anew whenever the server has had enough of it.</summary>
public sealed class RawConnection(Uri address) : IDisposable
{
    /// <summary>Whoever is silent for longer hangs.</summary>
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(20);

    private TcpClient? _client;
    private HttpMessageReader? _answers;

    /// <summary>Null where the server hangs up without a word; a <see cref="TimeoutException"/> where it does neither.</summary>
    /// <param name="isLast">Whether what follows on this connection could not be told apart from what came before.</param>
    public async Task<RawAnswer?> SendAsync(byte[] request, string method, bool isLast, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Hanging);
        try
        {
            var isNew = _client is null;
            var answer = await TryAsync(request, method, patience.Token);
            // The server may have closed a connection that rested; a new one tells.
            if (answer is null && !isNew)
                answer = await TryAsync(request, method, patience.Token);
            if (isLast || answer is null || answer.EndsConnection)
                Close();
            return answer;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            Close();
            throw new TimeoutException("The server neither answers nor hangs up.", exception);
        }
    }

    public void Dispose() => Close();

    private async Task<RawAnswer?> TryAsync(byte[] request, string method, CancellationToken cancellationToken)
    {
        try
        {
            if (_client is null)
            {
                _client = new TcpClient { NoDelay = true };
                await _client.ConnectAsync(address.Host, address.Port, cancellationToken);
                _answers = new HttpMessageReader(_client.GetStream());
            }

            await SendQuietlyAsync(request, cancellationToken);
            if (await _answers!.ReadAsync(method, cancellationToken) is { } message)
                return new RawAnswer(message.StartLine, message.Octets, message.EndsConnection);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Hung up in the middle.
        }

        Close();
        return null;
    }

    /// <summary>A server that refuses a large request answers before it has all of it, and closes.</summary>
    private async Task SendQuietlyAsync(byte[] request, CancellationToken cancellationToken)
    {
        try
        {
            await _client!.GetStream().WriteAsync(request, cancellationToken);
        }
        catch (IOException)
        {
            // The answer, if there is one, says why.
        }
    }

    private void Close()
    {
        _client?.Dispose();
        _client = null;
    }
}
