using System.Net;
using System.Net.Sockets;
using Tollgate.Functions.Tests.Registration;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Hostile;

/// <summary>The server stores, ignores or shows the addresses of a registration, or redirects to them. It never connects to such an address.</summary>
public sealed class RegistrationFetchesNothingTests(RegistrationHost host) : IClassFixture<RegistrationHost>
{
    private static readonly string[] Members = ["client_uri", "logo_uri", "policy_uri", "tos_uri", "jwks_uri", "sector_identifier_uri", "initiate_login_uri",
        "backchannel_logout_uri", "request_uris"];

    [Fact]
    public async Task The_server_connects_to_no_address_of_a_registration()
    {
        // The listener records each connection and does not answer it.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/callback";
        var statuses = new List<HttpStatusCode>();
        foreach (var member in Members.Append("nothing_special"))
        {
            var value = member == "request_uris" ? $"[\"{address}\"]" : $"\"{address}\"";
            var metadata = $$"""{"redirect_uris":["{{address}}"],"post_logout_redirect_uris":["{{address}}"]"""
                + $$""","token_endpoint_auth_method":"none","{{member}}":{{value}}}""";
            using var created = await host.SendAsync(HttpMethod.Post, "/closed/oauth2/register", await host.NewTokenAsync(), metadata);
            statuses.Add(created.StatusCode);
            if (created.StatusCode == HttpStatusCode.Created)
                await UseAsync((await RegistrationHost.JsonOf(created)).Text("client_id")!, address);
        }

        Assert.Contains(HttpStatusCode.Created, statuses);
        Assert.False(listener.Pending(), "Somebody has connected.");
        // The listener does record a connection.
        using var caller = new TcpClient();
        await caller.ConnectAsync(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port);
        Assert.True(listener.Pending());
    }

    private async Task UseAsync(string clientId, string address)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        foreach (var more in new[] { "", "&request_uri=" + Uri.EscapeDataString(address), "&request=" + Uri.EscapeDataString(address) })
            await browser.GetAsync("/closed/oauth2/authorize?" + Requests.AuthorizeQuery(("client_id", clientId), ("redirect_uri", address)) + more);
        await browser.GetAsync("/closed/oauth2/sign-out?" + Requests.Encode(("client_id", clientId), ("post_logout_redirect_uri", address)));
    }
}
