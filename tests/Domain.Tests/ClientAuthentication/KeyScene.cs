using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.ClientAuthentication;

/// <summary>A client that proves itself with a key, at servers over the same stores.</summary>
internal sealed class KeyScene : IDisposable
{
    public const string Issuer = "https://issuer.example";

    public const string Grant = "grant_type=client_credentials";

    public KeyScene(string algorithm = "ES256")
    {
        Signer = AssertionSigner.New(algorithm);
        Change(client => client with
        {
            Keys = ClientKeys.In(Signer.JwkSet),
            Secrets = [],
            TokenEndpointAuthMethod = AuthenticationMethods.PrivateKeyJwt,
        });
    }

    public Scene Scene { get; } = new();

    public AssertionSigner Signer { get; }

    /// <summary>Proves its key with each request. Null for a client that sends no proofs.</summary>
    public DpopSender? Sender { get; set; }

    public RecordedEvents Events { get; } = new();

    public string ClientId => Scene.Service;

    public DateTimeOffset Now => Scene.Time.GetUtcNow();

    public void Change(Func<Client, Client> change) => Scene.Change(Scene.Service, change);

    public string Assertion(Action<System.Text.Json.Nodes.JsonObject>? claims = null, Action<System.Text.Json.Nodes.JsonObject>? header = null) =>
        Signer.Assertion(ClientId, Issuer, Now, claims, header);

    public static string With(string assertion) =>
        $"&client_assertion_type={Uri.EscapeDataString(Domain.ClientAuthentication.ClientAssertion.Type)}&client_assertion={assertion}";

    /// <summary>Another instance with its own memory.</summary>
    public AuthorizationServer Instance() => new(
        Scene.Stores.With(Scene.Test.Clients) with { Remembered = new MemoryGrants() }, Scene.Test.Keys, Scene.Stores, Scene.Stores, Scene.Time,
        new SeededRandomness(), Events);

    public ValueTask<EndpointResult> AskAsync(string assertion, string body = Grant, IEndpoint? endpoint = null) =>
        (endpoint ?? Scene.Server.Token).HandleAsync(
            Scene.Test.Request(body + With(assertion)) with
            {
                Method = "POST",
                Path = Paths.Token,
                DpopProof = Sender?.Proof("POST", $"{Issuer}/token", Now),
            },
            TestContext.Current.CancellationToken);

    public async Task<string> TokenAsync(string assertion, string body = Grant) =>
        Scene.JsonOf(await AskAsync(assertion, body)).Text("access_token")!;

    public async Task<OAuthError> RefusalAsync(string assertion, string body = Grant, IEndpoint? endpoint = null) =>
        Assert.IsType<FailureResult>(await AskAsync(assertion, body, endpoint)).Error.SaysWhy();

    /// <summary>The caller learns that its credentials are wrong, and the log why.</summary>
    public async Task AssertRefusedAsync(string assertion, string reason, IEndpoint? endpoint = null)
    {
        var error = await RefusalAsync(assertion, endpoint: endpoint);
        Assert.Equal(("invalid_client", "The client is unknown or its credentials are wrong."), (error.Code, error.Description));
        Assert.Contains(reason, error.Detail, StringComparison.Ordinal);
    }

    public void Dispose() => Signer.Dispose();
}
