using System.Net.Sockets;
using Tollgate.TestKit.Faults;

namespace Tollgate.TestKit.Raw;

/// <summary>Sends requests that no HTTP library would send. Opens a new connection whenever the server has closed the old one.</summary>
public sealed class RawConnection(Uri address) : IDisposable
{
    /// <summary>A server that is silent for longer than this counts as hanging.</summary>
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(20);

    private TcpClient? _client;
    private HttpMessageReader? _answers;

    /// <summary>
    /// Returns null if the server closes the connection without an answer. Throws a <see cref="TimeoutException"/> if the server neither answers nor
    /// closes.
    /// </summary>
    /// <param name="isLast">Whether to close the connection afterwards, because a later answer could not be told apart from the answer to this request.</param>
    public async Task<RawAnswer?> SendAsync(byte[] request, string method, bool isLast, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Hanging);
        try
        {
            var isNew = _client is null;
            var answer = await TryAsync(request, method, patience.Token);
            // The server may have closed an idle connection. A new connection shows whether the server answers.
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
            // The server closed the connection in the middle of the answer.
        }

        Close();
        return null;
    }

    /// <summary>
    /// Ignores errors of sending. A server that refuses a large request answers before it has read the whole request, and then closes the connection.
    /// </summary>
    private async Task SendQuietlyAsync(byte[] request, CancellationToken cancellationToken)
    {
        try
        {
            await _client!.GetStream().WriteAsync(request, cancellationToken);
        }
        catch (IOException)
        {
            // If the server has sent an answer, the answer gives the reason.
        }
    }

    private void Close()
    {
        _client?.Dispose();
        _client = null;
    }
}
