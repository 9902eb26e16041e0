using System.Net.Sockets;
using System.Text;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Http;

/// <summary>Bodies that no HTTP library sends. The test writes them directly to the socket.</summary>
public sealed class BrokenBodyTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    [Theory]
    [InlineData("Content-Length: 40000000\r\n\r\ngrant_type=x")]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\ngrant_type=x")]
    [InlineData("Content-Length: -1\r\n\r\ngrant_type=x")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\ngrant_type=x\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\ngrant", true)]
    [InlineData("Content-Length: 100\r\n\r\ngrant_type=x", true)]
    public async Task A_broken_body_is_refused_and_never_a_fault(string rest, bool closesEarly = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Server.Address.Host, host.Server.Address.Port);
        await using var stream = client.GetStream();
        var head = $"POST /token HTTP/1.1\r\nHost: {host.Server.Address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + rest));
        if (closesEarly)
            client.Client.Shutdown(SocketShutdown.Send);
        var answer = await ReadAsync(stream);
        // If the sender has closed the connection, the server may send no answer.
        if (!closesEarly || answer.Length > 0)
            Assert.Matches("^HTTP/1.1 4[0-9][0-9] ", answer);
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream);
        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            // The sender has closed its side, and the server has reset the connection.
            return "";
        }
    }
}
