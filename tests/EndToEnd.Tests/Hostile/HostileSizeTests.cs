using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;
using Tollgate.TestKit;
using Tollgate.TestKit.Raw;

namespace Tollgate.EndToEnd.Tests.Hostile;

/// <summary>The server refuses requests that are too large, too deeply nested or too slow. Other clients notice nothing.</summary>
[RunsOnWorker]
public sealed class HostileSizeTests(HostileHost server) : IClassFixture<HostileHost>
{
    private const int Kilo = 1024;
    private const long AllowedGrowth = 300L * Kilo * Kilo;

    private static readonly string Deep = Jwt($"{{\"sub\":{new string('[', 5_000)}{new string(']', 5_000)}}}");
    private static readonly string Huge = Jwt($"{{\"sub\":\"{new string('a', 45 * Kilo)}\"}}");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Bodies => new()
    {
        { "one octet too much", "grant_type=client_credentials&a=" + new string('a', 64 * Kilo) },
        { "a megabyte", new string('a', Kilo * Kilo) },
        { "ten thousand parameters", string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"{i:x4}=")) },
        { "ten thousand times the same", string.Join('&', Enumerable.Repeat("scope=a", 8_000)) },
        { "ten thousand resources", "grant_type=client_credentials&" + string.Join('&', Enumerable.Repeat("resource=a", 5_000)) },
        { "thirty thousand scopes",
            "grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret&scope="
                + string.Join('+', Enumerable.Range(0, 10_000).Select(i => $"{i:x4}")) },
        { "percent signs", "a=" + new string('%', 60 * Kilo) },
        { "line breaks", new string('\n', 60 * Kilo) },
        { "a deep assertion",
            $"grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&client_id=demo-service&client_secret=demo-service-secret&assertion={Deep}" },
        { "a huge assertion",
            $"grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&client_id=demo-service&client_secret=demo-service-secret&assertion={Huge}" },
        { "a deep subject token",
            "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&client_id=demo-service&client_secret=demo-service-secret"
                + $"&subject_token_type=urn:ietf:params:oauth:token-type:jwt&subject_token={Deep}" },
        { "a huge subject token",
            "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&client_id=demo-service&client_secret=demo-service-secret"
                + $"&subject_token_type=urn:ietf:params:oauth:token-type:jwt&subject_token={Huge}" },
        { "a huge code", $"grant_type=authorization_code&client_id=demo-spa&code={new string('a', 60 * Kilo)}" },
        { "a huge secret", $"grant_type=client_credentials&client_id=demo-service&client_secret={new string('a', 60 * Kilo)}" },
        { "a huge password",
            $"grant_type=password&client_id=demo-legacy&client_secret=demo-legacy-secret&username=alice&password={new string('a', 60 * Kilo)}" },
        { "a huge username", $"grant_type=password&client_id=demo-legacy&client_secret=demo-legacy-secret&username={new string('a', 60 * Kilo)}&password=a" },
        { "a huge verifier", $"grant_type=authorization_code&client_id=demo-spa&code=a.b&code_verifier={new string('a', 60 * Kilo)}" },
    };

    public static TheoryData<string, string> Heads => new()
    {
        { "a long address", $"GET /authorize?state={new string('a', 100 * Kilo)} HTTP/1.1\r\n" },
        { "a long header", $"GET / HTTP/1.1\r\nX-A: {new string('a', 100 * Kilo)}\r\n" },
        { "many headers", $"GET / HTTP/1.1\r\n{string.Concat(Enumerable.Range(0, 1_000).Select(i => $"X-{i}: a\r\n"))}" },
        { "many cookies", $"GET /device HTTP/1.1\r\nCookie: {string.Join("; ", Enumerable.Range(0, 3_000).Select(i => $"c{i}=a"))}\r\n" },
        { "many languages", $"GET /device HTTP/1.1\r\nAccept-Language: {string.Join(',', Enumerable.Range(0, 4_000).Select(i => $"a{i};q=0.1"))}\r\n" },
        { "many forwarders", $"GET /device HTTP/1.1\r\nX-Forwarded-For: {string.Join(',', Enumerable.Repeat("1.1.1.1", 3_000))}\r\n" },
        { "a deep token", $"GET /userinfo HTTP/1.1\r\nAuthorization: Bearer {Deep}\r\n" },
        { "huge Basic credentials", $"POST /token HTTP/1.1\r\nContent-Length: 0\r\nAuthorization: Basic {Convert.ToBase64String(new byte[20 * Kilo])}\r\n" },
        { "a deep hint", $"GET /sign-out?id_token_hint={Jwt($"{{\"sub\":{new string('[', 2_000)}}}")} HTTP/1.1\r\n" },
        { "a body without end in sight", "POST /token HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9223372036854775807\r\n" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_hostile_body_is_refused(string name, string body)
    {
        foreach (var path in new[] { "/token", "/introspect", "/revoke", "/device-authorization", "/par", "/authorize", "/sign-in", "/consent", "/device" })
        {
            var head = $"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n";
            await AssertRefusedAsync(path, head + body, path is "/token" ? 400 : 200);
        }

        MutationFuzzTests.AssertNoFault(server.Host.Output);
        _ = name;
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public async Task A_hostile_head_is_refused_or_ignored(string name, string head)
    {
        await AssertRefusedAsync(name, $"{head}Host: a\r\n\r\n", 200);
        MutationFuzzTests.AssertNoFault(server.Host.Output);
    }

    /// <summary>The server stops reading a body that does not end.</summary>
    [Fact]
    public async Task A_body_without_a_length_is_cut_off()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host.Address.Host, server.Host.Address.Port, Token);
        var stream = client.GetStream();
        await stream.WriteAsync(
            "POST /token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), Token);
        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string('a', 0x10000)}\r\n");
        var sent = 0L;
        // The server must stop long before the test has sent 1 GiB.
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            for (; sent < 1L << 30; sent += chunk.Length)
                await stream.WriteAsync(chunk, Token);
        });
        Assert.True(server.Host.WorkingSet < server.WorkingSetAtStart + AllowedGrowth, $"{server.Host.WorkingSet:n0}");
    }

    [Fact]
    public async Task A_slow_sender_delays_no_other_client_and_is_disconnected()
    {
        var slow = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 100; i++)
            {
                slow.Add(new TcpClient());
                await slow[i].ConnectAsync(server.Host.Address.Host, server.Host.Address.Port, Token);
                var head = i % 2 == 0 ? "POST /token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\ng"
                    : "GET / HTTP/1.1\r\nHost";
                await slow[i].GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), Token);
            }

            Assert.True((await OAuthClient.Service(server.Host.Client).ClientCredentialsAsync(Token)).IsSuccess);
            // The server ends the slow bodies first. A slow head has half a minute.
            foreach (var client in slow.Where((_, i) => i % 2 == 0))
            {
                using var reader = new StreamReader(client.GetStream());
                Assert.Matches("^HTTP/1.1 4[0-9][0-9] |^$", await reader.ReadToEndAsync(Token));
            }

            MutationFuzzTests.AssertNoFault(server.Host.Output);
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    private async Task AssertRefusedAsync(string name, string request, int least)
    {
        using var connection = new RawConnection(server.Host.Address);
        var answer = await connection.SendAsync(Encoding.Latin1.GetBytes(request), request.Split(' ')[0], isLast: true, Token);
        // The server may also hang up on a client that does not stop sending.
        Assert.True(answer is null || (answer.Status >= least && answer.Status < 500), $"{name}: {answer?.Head}");
        Assert.True((answer?.Body.Length ?? 0) < 32 * Kilo, $"{name}: {answer?.Body.Length} characters.");
        Assert.True(server.Host.WorkingSet < server.WorkingSetAtStart + AllowedGrowth, $"{server.Host.WorkingSet:n0}");
    }

    private static string Jwt(string payload) =>
        $"{Base64Url.EncodeToString("""{"alg":"ES256","typ":"at+jwt","kid":"a"}"""u8)}."
            + $"{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(payload))}.{new string('A', 86)}";
}
