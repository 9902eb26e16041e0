using System.Net;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Outgoing;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tests.TrustedIssuers;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Outgoing;

/// <summary>The addresses to which the server sends requests when another party names them.</summary>
public sealed class OutgoingAddressTests
{
    private static readonly TollgateSettings InAzure = new() { Issuer = new Uri("https://issuer.example"), SigningMode = SigningMode.Vault };

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("1.1.1.1", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("100.128.0.1", true)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.0.1.1", true)]
    [InlineData("192.31.195.1", true)]
    [InlineData("192.52.194.1", true)]
    [InlineData("2001:200::1", true)]
    [InlineData("2001:d00::1", true)]
    [InlineData("2620:4f::1", true)]
    [InlineData("3fff:1000::1", true)]
    [InlineData("192.31.196.1", false)]
    [InlineData("192.52.193.1", false)]
    [InlineData("192.175.48.1", false)]
    [InlineData("2001:1ff::1", false)]
    [InlineData("2620:4f:8000::1", false)]
    [InlineData("5f00::1", false)]
    [InlineData("198.20.0.1", true)]
    [InlineData("223.255.255.255", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("2a00:1450:4001:80b::200e", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.127.255.255", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.255", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.0.0.8", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("192.88.99.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("198.19.255.255", false)]
    [InlineData("198.51.100.7", false)]
    [InlineData("203.0.113.9", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("240.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::ffff:0:127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b:1::1", false)]
    [InlineData("100::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("3fff::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_public_addresses_are_public(string address, bool isPublic) =>
        Assert.Equal(isPublic, OutgoingAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://idp.example/keys", true, true)]
    [InlineData("https://user:password@idp.example/keys", false, false)]
    [InlineData("http://idp.example/keys", false, false)]
    [InlineData("http://127.0.0.1/keys", false, true)]
    [InlineData("http://localhost:7071/keys", false, true)]
    [InlineData("http://[::1]/keys", false, true)]
    [InlineData("http://169.254.169.254/metadata", false, false)]
    [InlineData("http://localhost.example/keys", false, false)]
    [InlineData("ftp://idp.example/keys", false, false)]
    [InlineData("file:///etc/passwd", false, false)]
    public void The_server_fetches_by_https_only_and_from_loopback_only_with_a_loopback_issuer(string address, bool inAzure, bool onThisMachine)
    {
        Assert.Equal(inAzure, OutgoingAddress.IsAllowed(new Uri(address), takesLoopback: false));
        Assert.Equal(onThisMachine, OutgoingAddress.IsAllowed(new Uri(address), takesLoopback: true));
    }

    [Theory]
    [InlineData("https://localhost:PORT/keys")]
    [InlineData("https://127.0.0.1:PORT/keys")]
    [InlineData("https://0.0.0.0:PORT/keys")]
    [InlineData("https://[::ffff:127.0.0.1]:PORT/keys")]
    [InlineData("http://127.0.0.1:PORT/keys")]
    [InlineData("https://2130706433:PORT/keys")]
    [InlineData("https://0x7f000001:PORT/keys")]
    [InlineData("https://0177.0.0.1:PORT/keys")]
    [InlineData("https://0x7f.1:PORT/keys")]
    [InlineData("https://127.1:PORT/keys")]
    [InlineData("https://[::]:PORT/keys")]
    [InlineData("https://[::1]:PORT/keys")]
    [InlineData("https://[::ffff:7f00:1]:PORT/keys")]
    [InlineData("https://169.254.169.254/metadata/identity/oauth2/token")]
    [InlineData("https://0xa9fea9fe/metadata/identity/oauth2/token")]
    [InlineData("https://[::ffff:169.254.169.254]/metadata/instance")]
    [InlineData("https://168.63.129.16/keys")]
    [InlineData("https://10.0.0.1/keys")]
    [InlineData("https://[fd00::1]/keys")]
    [InlineData("ftp://127.0.0.1:PORT/keys")]
    [InlineData("gopher://127.0.0.1:PORT/keys")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:application/json,{}")]
    public async Task In_Azure_the_server_fetches_nothing_from_its_own_machine(string address)
    {
        await using var provider = await ForeignProvider.StartAsync();
        using var requests = new OutgoingRequests(InAzure, TestClock.New());
        var uri = new Uri(address.Replace("PORT", $"{new Uri(provider.Issuer).Port}", StringComparison.Ordinal));
        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => requests.GetAsync(uri, OutgoingRequests.Json, 1024, default));
        // The address itself is refused before TLS could fail.
        Assert.Matches("is not an address to fetch from|has no address to connect to|are unspecified addresses", fault.ToString());
        Assert.Equal(0, provider.Fetches);
    }
}
