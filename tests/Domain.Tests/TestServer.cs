using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests;

/// <summary>An authorization server in memory: one workspace, one client, known keys, and a clock that tests move.</summary>
internal sealed class TestServer
{
    public const string ClientId = "demo-service";
    public const string Secret = "demo-service-secret";

    public TestServer()
    {
        Clients.Add(new Client(ClientId)
        {
            Secrets = [ClientSecret.Of(Secret, Time.GetUtcNow())],
            GrantTypes = [GrantTypes.ClientCredentials],
            Scope = ScopeSet.Of("notes.read", "notes.write"),
        });
        Server = new AuthorizationServer(Stores.With(Clients), Keys, Stores, Stores, Time, new FixedRandomness(1, 2, 3));
    }

    public FakeTimeProvider Time { get; } = TestClock.New();

    public MemoryClients Clients { get; } = [];

    public MemoryStores Stores { get; } = new();

    public MemoryKeys Keys { get; } = new(TestKeys.Es256, TestKeys.Rs256, TestKeys.OtherPs256);

    public AuthorizationServer Server { get; }

    public Workspace Workspace { get; set; } = new("default", new Uri("https://issuer.example"))
    {
        Scopes = ScopeSet.Of("notes.read", "notes.write"),
    };

    public static string Basic(string clientId, string secret) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{secret}"));

    public void Change(Func<Client, Client> change) => Clients[0] = change(Clients[0]);

    public EndpointRequest Request(string body = "", string? authorization = null) =>
        new(Workspace, ParameterSet.Parse(body).Value!) { Authorization = authorization };

    /// <summary>A token request of the one client, authenticated by Basic.</summary>
    public ValueTask<EndpointResult> TokenAsync(string body) =>
        Server.Token.HandleAsync(Request(body, Basic(ClientId, Secret)), TestContext.Current.CancellationToken);

    public async Task<JsonElement> TokenResponseAsync(string body)
    {
        var result = Assert.IsType<JsonResult>(await TokenAsync(body));
        return JsonElement.Parse(result.Body.Span);
    }

    public async Task<FailureResult> TokenFailureAsync(string body)
    {
        var failure = Assert.IsType<FailureResult>(await TokenAsync(body));
        failure.Error.SaysWhy();
        return failure;
    }
}
