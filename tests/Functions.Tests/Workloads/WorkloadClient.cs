using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Functions.Tests.ClientAuthentication;
using Tollgate.Functions.Tests.Devices;
using Tollgate.Functions.Tests.TrustedIssuers;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Workloads;

/// <summary>A client of a server that an issuer on this machine identifies, and its requests.</summary>
internal sealed class WorkloadClient : IAsyncDisposable
{
    private readonly LocalHostServer _server;
    private readonly HttpClient _http;
    private readonly AssertionSigner _signer = AssertionSigner.New("RS256");

    private WorkloadClient(LocalHostServer server, HttpClient http, ForeignProvider provider) => (_server, _http, Provider) = (server, http, provider);

    public ForeignProvider Provider { get; }

    public string ClientId { get; private set; } = "";

    public static async Task<WorkloadClient> RegisterAsync(LocalHostServer server, HttpClient http)
    {
        var workload = new WorkloadClient(server, http, await ForeignProvider.StartAsync());
        workload.Provider.Jwks = answer => answer.Response.WriteAsync(workload._signer.JwkSet);
        var client = await KeyClient.RegisterAsync(server, http, workload._signer, change: client => client with
        {
            Keys = null,
            Federated = [new FederatedCredential([workload.Provider.Issuer]) { Claims = [new("sub", ["pod"])] }],
            GrantTypes = [.. client.GrantTypes, GrantTypes.JwtBearer],
        });
        workload.ClientId = client.ClientId;
        return workload;
    }

    public string Token(Action<JsonObject>? change = null)
    {
        var now = _server.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = Provider.Issuer,
            ["sub"] = "pod",
            ["aud"] = _server.Address.AbsoluteUri.TrimEnd('/'),
            ["iat"] = now,
            ["exp"] = now + 3600,
        };
        change?.Invoke(claims);
        return _signer.Sign(claims);
    }

    public Task<DeviceAnswer> PostAsync(string path, string body, string token) => _http.FormAsync(
        path,
        $"{body}&{Requests.Encode(("client_id", ClientId), ("client_assertion_type", ClientAssertion.Type), ("client_assertion", token))}");

    public Task<DeviceAnswer> GrantAsync(string token) => _http.FormAsync(
        "/token", Requests.Encode(("grant_type", GrantTypes.JwtBearer), ("assertion", token)));

    public ValueTask DisposeAsync()
    {
        _signer.Dispose();
        return Provider.DisposeAsync();
    }
}
