using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workloads;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.Workloads;

/// <summary>A client without secrets, which an issuer of workloads identifies.</summary>
internal sealed class WorkloadScene : IDisposable
{
    public const string Issuer = "https://workloads.example";
    public const string Subject = "system:serviceaccount:shop:billing";
    public const string ClientId = "billing";

    public WorkloadScene()
    {
        Server.Clients.Add(new Client(ClientId)
        {
            Federated = [Credential],
            GrantTypes = [GrantTypes.ClientCredentials, GrantTypes.JwtBearer],
            Scope = ScopeSet.Of("notes.read"),
        });
        Server.Stores.ForeignKeys.AddRange(Signer.PublicKeys);
    }

    public static FederatedCredential Credential { get; } = KnownWorkloads.OfKubernetes(Issuer, "shop", "billing", [], null);

    public TestServer Server { get; } = new();

    public AssertionSigner Signer { get; } = AssertionSigner.New("RS256");

    public void Register(params FederatedCredential[] credentials) => Server.Clients[1] = Server.Clients[1] with { Federated = credentials };

    /// <summary>A token as the issuer signs it for the workload.</summary>
    public string Token(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, AssertionSigner? signer = null)
    {
        var now = Server.Time.GetUtcNow().ToUnixTimeSeconds();
        var all = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = Subject,
            ["aud"] = new JsonArray(Server.Workspace.Issuer),
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + 3600,
        };
        claims?.Invoke(all);
        return (signer ?? Signer).Sign(all, header);
    }

    /// <summary>Asks for a token with the token as the client assertion.</summary>
    public Task<EndpointResult> AuthenticateAsync(string token, string clientId = ClientId, string more = "") => SendAsync(
        $"grant_type=client_credentials&client_id={clientId}&client_assertion_type={Uri.EscapeDataString(ClientAssertion.Type)}"
        + $"&client_assertion={token}{more}");

    /// <summary>Presents the token at the JWT bearer grant, without a client_id.</summary>
    public Task<EndpointResult> GrantAsync(string token, string more = "") =>
        SendAsync($"grant_type={Uri.EscapeDataString(GrantTypes.JwtBearer)}&assertion={token}{more}");

    public static JsonElement Answer(EndpointResult result) => JsonElement.Parse(Assert.IsType<JsonResult>(result).Body.Span);

    public static OAuthError Refusal(EndpointResult result) => Assert.IsType<FailureResult>(result).Error;

    public void Dispose() => Signer.Dispose();

    public async Task<EndpointResult> SendAsync(string body, IEndpoint? endpoint = null, string path = Paths.Token) =>
        await (endpoint ?? Server.Server.Token).HandleAsync(Server.Request(body) with { Path = path }, TestContext.Current.CancellationToken);
}
