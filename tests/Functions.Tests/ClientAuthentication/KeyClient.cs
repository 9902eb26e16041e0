using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Applications;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tests.Devices;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.ClientAuthentication;

/// <summary>A client of a server that proves itself with a key, and its requests.</summary>
internal sealed class KeyClient(LocalHostServer server, HttpClient http, string clientId, AssertionSigner signer)
{
    public string ClientId => clientId;

    private string Issuer => server.Address.AbsoluteUri.TrimEnd('/');

    private DateTimeOffset Now => server.Services.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <param name="keys">Null for a JWK Set with the key.</param>
    public static async Task<KeyClient> RegisterAsync(
        LocalHostServer server, HttpClient http, AssertionSigner signer, ClientKeys? keys = null, Func<Client, Client>? change = null)
    {
        var client = new Client($"key-{Guid.NewGuid():n}")
        {
            ClientName = "Key",
            Keys = keys ?? ClientKeys.In(signer.JwkSet),
            TokenEndpointAuthMethod = AuthenticationMethods.PrivateKeyJwt,
            GrantTypes = [GrantTypes.ClientCredentials, GrantTypes.AuthorizationCode, GrantTypes.RefreshToken, GrantTypes.DeviceCode],
            Scope = ScopeSet.Of("openid", "offline_access", "notes.read"),
            RedirectUris = [Requests.Callback],
            RequiresConsent = false,
            CreatedAt = server.Services.GetRequiredService<TimeProvider>().GetUtcNow(),
        };
        await server.Services.GetRequiredService<IApplicationStore>().RegisterAsync(Workspace.DefaultName, change?.Invoke(client) ?? client);
        return new KeyClient(server, http, client.ClientId, signer);
    }

    public string Assertion(Action<System.Text.Json.Nodes.JsonObject>? claims = null, Action<System.Text.Json.Nodes.JsonObject>? header = null) =>
        signer.Assertion(clientId, Issuer, Now, claims, header);

    /// <summary>Sends a form with an assertion, by default a new one.</summary>
    public Task<DeviceAnswer> PostAsync(string path, string body, string? assertion = null) => http.FormAsync(
        path, $"{body}&{Requests.Encode(("client_assertion_type", ClientAssertion.Type), ("client_assertion", assertion ?? Assertion()))}");

    public Task<DeviceAnswer> TokenAsync(string? assertion = null) => PostAsync("/token", "grant_type=client_credentials", assertion);
}
