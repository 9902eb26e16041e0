using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Tollgate.SideBySide.Load;

/// <summary>One kept-alive connection. It sends a request only after the answer to the previous one.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _out = new byte[16 * 1024];
    private readonly byte[] _in = new byte[32 * 1024];

    public Connection(int port) => _socket.Connect(IPAddress.Loopback, port);

    /// <summary>The buffer for the next request.</summary>
    public Span<byte> Request => _out;

    /// <summary>Sends the request and returns its answer. The answer is valid until the next request.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HttpAnswer> ExchangeAsync(int length)
    {
        for (var sent = 0; sent < length;)
            sent += await _socket.SendAsync(_out.AsMemory(sent, length - sent));
        for (var filled = 0; ;)
        {
            var received = await _socket.ReceiveAsync(_in.AsMemory(filled));
            if (received == 0)
                throw new InvalidOperationException("The server closed the connection, or its answer is too long.");
            filled += received;
            if (HttpAnswer.TryRead(_in.AsMemory(0, filled), out var answer))
                return answer;
        }
    }

    public void Dispose() => _socket.Dispose();
}
