using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Moq;
using Tollgate.Functions.Http;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Tests.Hostile;

/// <summary>The throttles count a request to the network in the platform's entry. The entries before it do not matter.</summary>
public sealed class RemoteNetworkTests
{
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("203.0.113.9:4711", "203.0.113.9")]
    [InlineData("  203.0.113.9  ", "203.0.113.9")]
    [InlineData("198.51.100.7, 203.0.113.9", "203.0.113.9")]
    [InlineData("198.51.100.7,203.0.113.9:4711", "203.0.113.9")]
    [InlineData("garbage, , ,;=, 203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("[::ffff:203.0.113.9]:4711", "203.0.113.9")]
    // A household, or an attacker, has a /64 network, so all its addresses count as one.
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::")]
    [InlineData("[2001:db8:1:2:a:b:c:d]:4711", "2001:db8:1:2::")]
    [InlineData("2001:DB8:1:2::1", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::")]
    [InlineData("fe80::1%eth0", "fe80::")]
    [InlineData("fe80::1%12", "fe80::")]
    [InlineData("::1", "::")]
    // The platform names no network. Such requests are counted together.
    [InlineData("", "")]
    [InlineData(" ", "")]
    [InlineData("203.0.113.9,", "")]
    [InlineData("203.0.113.9, unknown", "")]
    [InlineData("203.0.113.9, _hidden", "")]
    [InlineData("203.0.113.9, 1.2.3.4.5", "")]
    [InlineData("203.0.113.9, [2001:db8::1", "")]
    [InlineData("203.0.113.9, 198.51.100.7;203.0.113.9", "")]
    public void The_last_entry_of_the_header_gives_the_network(string header, string network) => Assert.Equal(network, Of(header));

    [Fact]
    public void Without_the_header_the_network_is_unknown() => Assert.Equal("", Of());

    /// <summary>If a host passed both headers on, the caller could have written the last one.</summary>
    [Fact]
    public void With_two_headers_the_network_is_unknown() => Assert.Equal("", Of("203.0.113.9", "198.51.100.7"));

    [Fact]
    public void The_size_of_the_header_does_not_matter()
    {
        Assert.Equal("203.0.113.9", Of(string.Join(", ", Enumerable.Repeat("198.51.100.7", 5_000)) + ", 203.0.113.9"));
        Assert.Equal("", Of(new string('1', 10 * 1024)));
        Assert.Equal("", Of("203.0.113.9, " + new string(':', 10 * 1024)));
        Assert.Equal("fe80::", Of("fe80::1%" + new string('1', 9)));
    }

    [Fact]
    public void Entries_of_the_caller_change_nothing()
    {
        foreach (var said in new[] { "198.51.100.7", "2001:db8::1", "10.0.0.1:80", "a,b,c", "\"", "%00", new string('9', 10 * 1024) })
            Assert.Equal("203.0.113.9", Of($"{said}, 203.0.113.9"));
    }

    /// <summary>
    /// The header has the caller's own entries first. Front Door then appends the caller's address, and the platform appends Front Door's
    /// address.
    /// </summary>
    [Theory]
    [InlineData(1, "front", "198.51.100.7, 203.0.113.9, 192.0.2.1", "203.0.113.9")]
    [InlineData(1, "front", "203.0.113.9, 192.0.2.1", "203.0.113.9")]
    [InlineData(1, "front", "198.51.100.7, 2001:db8:1:2::1, 192.0.2.1:4711", "2001:db8:1:2::")]
    [InlineData(2, "front", "198.51.100.7, 203.0.113.9, 192.0.2.2, 192.0.2.1", "203.0.113.9")]
    // The request bypasses Front Door or comes through someone else's Front Door, so the caller may have written the entries.
    [InlineData(1, null, "198.51.100.7, 203.0.113.9", "203.0.113.9")]
    [InlineData(1, "", "198.51.100.7, 203.0.113.9", "203.0.113.9")]
    [InlineData(1, "Front", "198.51.100.7, 203.0.113.9", "203.0.113.9")]
    [InlineData(1, "front2", "198.51.100.7, 203.0.113.9", "203.0.113.9")]
    [InlineData(1, "front,front", "198.51.100.7, 203.0.113.9", "203.0.113.9")]
    // The id is right, but Front Door has written no entry.
    [InlineData(1, "front", "203.0.113.9", "")]
    [InlineData(2, "front", "203.0.113.9, 192.0.2.1", "")]
    [InlineData(1, "front", ", 192.0.2.1", "")]
    public void Behind_a_trusted_proxy_the_entry_of_the_proxy_counts(int hops, string? id, string header, string network) =>
        Assert.Equal(network, Of(new TrustedProxy(hops, TrustedProxy.FrontDoorHeader, "front"), id is null ? [] : [id], header));

    [Fact]
    public void A_request_with_two_ids_of_a_proxy_did_not_come_through_it() =>
        Assert.Equal("203.0.113.9", Of(new TrustedProxy(1, "X-Front", "front"), ["front", "other"], "198.51.100.7, 203.0.113.9"));

    private static string Of(params string[] headers) => Of(null, [], headers);

    private static string Of(TrustedProxy? proxy, string[] ids, params string[] headers)
    {
        var collection = new HttpHeadersCollection();
        foreach (var id in ids)
            collection.TryAddWithoutValidation(proxy!.Header, id);
        foreach (var header in headers)
            collection.TryAddWithoutValidation("X-Forwarded-For", header);
        var request = new Mock<HttpRequestData>(Mock.Of<FunctionContext>());
        request.Setup(each => each.Headers).Returns(collection);
        return RemoteNetwork.Of(request.Object, proxy);
    }
}
