using System.Net;
using System.Net.Sockets;

namespace Tollgate.TestKit;

/// <summary>HTTP clients with addresses of the loopback network of their own: what a caller says of itself does not count, so each has to be one.</summary>
public static class LoopbackClient
{
    private static int Addresses;

    public static HttpClient At(IPAddress own, Uri server) => new(Way(own)) { BaseAddress = server };

    /// <summary>One that nobody has used before: the server takes only so much from one address.</summary>
    public static HttpClient AtNext(Uri server) => new(NextWay()) { BaseAddress = server };

    /// <summary>The same for a client of one's own.</summary>
    public static SocketsHttpHandler NextWay()
    {
        var number = Interlocked.Increment(ref Addresses);
        return Way(new IPAddress([127, 9, (byte)(number >> 8), (byte)number]));
    }

    private static SocketsHttpHandler Way(IPAddress own) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(own, 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}
