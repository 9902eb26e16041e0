using System.Net;
using System.Net.Sockets;

namespace Tollgate.TestKit;

/// <summary>HTTP clients that each connect from their own loopback address. A header cannot replace this: the server ignores addresses in headers.</summary>
public static class LoopbackClient
{
    private static int Addresses;

    public static HttpClient At(IPAddress own, Uri server) => new(Way(own)) { BaseAddress = server };

    /// <summary>A client at an unused address. The server limits the requests from one address.</summary>
    public static HttpClient AtNext(Uri server) => new(NextWay()) { BaseAddress = server };

    /// <summary>A handler at an unused address, for a client that the test builds itself.</summary>
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
