using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Workspaces;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>A server with clients that keep to the FAPI 2.0 Security Profile: private_key_jwt, pushed requests, DPoP.</summary>
public sealed class FapiHost : IAsyncLifetime
{
    public const string SecondCallback = "https://client.example/callback?dummy1=lorem&dummy2=ipsum";

    private TestHost _host = null!;

    public LocalHostServer Server => _host.Server;

    public HttpClient Client => _host.Client;

    public FakeTimeProvider Clock => _host.Clock;

    public string Issuer => _host.Address.ToString().TrimEnd('/');

    public string Username { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(TestClock.New());
        Username = await Server.NewUserAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Registers a client with a key of its own.</summary>
    internal async Task<FapiClient> NewClientAsync(string algorithm = "ES256", Func<Client, Client>? change = null)
    {
        var signer = AssertionSigner.New(algorithm);
        var id = await Server.NewClientAsync(
            demo =>
            {
                var client = demo with
                {
                    Secrets = [],
                    Keys = ClientKeys.In(signer.JwkSet),
                    TokenEndpointAuthMethod = AuthenticationMethods.PrivateKeyJwt,
                    RedirectUris = [Requests.Callback, SecondCallback],
                    IdTokenSignedResponseAlg = "ES256",
                    RequiresPushedRequests = true,
                    RequiresDpop = true,
                    Profile = SecurityProfile.Fapi2,
                };
                return change?.Invoke(client) ?? client;
            },
            like: "demo-web");
        return new FapiClient(this, id, signer);
    }
}
