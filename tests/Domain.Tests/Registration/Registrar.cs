using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.Registration;

/// <summary>A server that registers clients, and a program that talks to it.</summary>
internal sealed class Registrar
{
    public const string Callback = "https://app.example/callback";

    private readonly Randomness _randomness = new SeededRandomness();

    public Registrar() => Server = new AuthorizationServer(Stores.With(Clients), Keys, Stores, Stores, Time, _randomness);

    public FakeTimeProvider Time { get; } = TestClock.New();

    public MemoryClients Clients { get; } = [];

    public MemoryStores Stores { get; } = new();

    public MemoryKeys Keys { get; } = new(TestKeys.Es256, TestKeys.Rs256);

    public AuthorizationServer Server { get; }

    public Workspace Workspace { get; set; } = new("default", new Uri("https://issuer.example"))
    {
        Scopes = ScopeSet.Of("openid", "profile", "email", "offline_access", "notes.read", "notes.write"),
        Registration = RegistrationPolicy.InitialAccessToken,
        RegistrationHosts = ["app.example", ".apps.example", "127.0.0.1"],
    };

    /// <summary>The metadata that most tests register, with the given changes. The value null leaves a member out.</summary>
    public static JsonObject Metadata(params (string Name, JsonNode? Value)[] changes)
    {
        var metadata = new JsonObject { ["redirect_uris"] = new JsonArray(Callback) };
        foreach (var (name, value) in changes)
            if (value is null)
                metadata.Remove(name);
            else
                metadata[name] = value;
        return metadata;
    }

    public static JsonArray List(params string[] texts) => [.. texts.Select(text => JsonValue.Create(text))];

    public string NewToken()
    {
        var token = Handle.New(ExpiringId.New(Time.GetUtcNow().AddDays(1), _randomness), _randomness).Text;
        Stores.Tickets.Tokens[token] = true;
        return token;
    }

    public ValueTask<EndpointResult> SendAsync(RequestKind kind, string? token, string body = "", string query = "", string network = "192.0.2.1") =>
        SendAsync(kind, token, Encoding.UTF8.GetBytes(body), query, network);

    public ValueTask<EndpointResult> SendAsync(
        RequestKind kind, string? token, byte[] body, string query = "", string network = "192.0.2.1") => Server.Registration.HandleAsync(
        new EndpointRequest(Workspace, ParameterSet.Parse(query).Value!)
        {
            Kind = kind,
            Authorization = token is null ? null : "Bearer " + token,
            Json = body,
            RemoteNetwork = network,
        },
        TestContext.Current.CancellationToken);

    public ValueTask<EndpointResult> RegisterAsync(JsonObject metadata, string? token = null) =>
        SendAsync(RequestKind.Submission, token ?? NewToken(), metadata.ToJsonString());

    /// <summary>Registers a client without an initial access token.</summary>
    public ValueTask<EndpointResult> RegisterOpenlyAsync(JsonObject metadata, string network = "192.0.2.1") =>
        SendAsync(RequestKind.Submission, null, metadata.ToJsonString(), network: network);

    public async Task<JsonElement> RegisteredAsync(params (string Name, JsonNode? Value)[] changes) => Created(await RegisterAsync(Metadata(changes)));

    public static JsonElement Created(EndpointResult result)
    {
        Assert.True(result is JsonResult { IsCreation: true }, result.ToString());
        return JsonElement.Parse(((JsonResult)result).Body.Span);
    }

    /// <summary>Sends a request of the client to read, change or remove its registration.</summary>
    public ValueTask<EndpointResult> ManageAsync(RequestKind kind, JsonElement client, JsonObject? metadata = null, string? token = null) => SendAsync(
        kind,
        token ?? client.Text("registration_access_token"),
        metadata?.ToJsonString() ?? "",
        new Uri(client.Text("registration_client_uri")).Query.TrimStart('?'));

    public ValueTask<EndpointResult> ReplaceAsync(JsonElement client, params (string Name, JsonNode? Value)[] changes) =>
        ManageAsync(RequestKind.Replacement, client, Metadata([("client_id", client.Text("client_id")), .. changes]));

    public async Task<JsonElement> ReadAsync(JsonElement client) => Read(await ManageAsync(RequestKind.Reading, client));

    public static JsonElement Read(EndpointResult result)
    {
        Assert.True(result is JsonResult { IsCreation: false }, result.ToString());
        return JsonElement.Parse(((JsonResult)result).Body.Span);
    }

    public async Task<Client?> FindAsync(JsonElement client) =>
        await Stores.Applications.FindClientAsync(Workspace, client.Text("client_id"), TestContext.Current.CancellationToken);

    public async Task<List<AuditRecord>> HistoryAsync(JsonElement client) =>
        await Stores.Applications.HistoryAsync(Workspace, client.Text("client_id"), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

    /// <summary>Changes the client as an operator does.</summary>
    public async Task OperateAsync(JsonElement client, Func<Client, Client> change) => Assert.True(await Stores.Applications.TryChangeAsync(
        Workspace, ApplicationChange.Edit(change((await FindAsync(client))!), "operator", Time.GetUtcNow()), TestContext.Current.CancellationToken));

    public async Task<int> CountAsync() =>
        await Stores.Applications.ListClientsAsync(Workspace, TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken);

    public static OAuthError Refused(EndpointResult result, string code)
    {
        var error = Assert.IsType<FailureResult>(result).Error;
        Assert.Equal(code, error.Code);
        // The description has only characters that RFC 6749 §5.2 allows.
        Assert.All(error.Description, c => Assert.True(c is >= ' ' and <= '~' and not '"' and not '\\', $"{(int)c} in {error.Description}"));
        return error;
    }

    /// <summary>Checks an answer with status 401 and the challenge of RFC 6750 §3.</summary>
    public static void Challenged(EndpointResult result, bool hadToken)
    {
        var failure = Assert.IsType<FailureResult>(result);
        Assert.Equal("invalid_token", failure.Error.Code);
        Assert.Equal(("Bearer", hadToken), (failure.Challenge?.Scheme, failure.Challenge?.IsErrorShown));
    }
}
