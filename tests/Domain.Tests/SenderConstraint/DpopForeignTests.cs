using System.Text.Json.Nodes;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.SenderConstraint;

/// <summary>Tokens of a trusted issuer that are bound to a key (RFC 7800 §3.1). None of them counts as a bearer token.</summary>
public sealed class DpopForeignTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly DpopSender _sender = new();
    private readonly DpopSender _other = new();

    public void Dispose()
    {
        _sender.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task An_assertion_that_is_bound_to_a_key_needs_the_proof_of_that_key()
    {
        Assert.Equal("invalid_grant", Error(await AssertAsync(null)));
        Assert.Equal("invalid_grant", Error(await AssertAsync(_other)));
        Assert.Null(Error(await AssertAsync(_sender)));
        Assert.Equal("invalid_grant", Error(await AssertAsync(_sender, cnf => cnf["x5t#S256"] = "more")));
    }

    [Fact]
    public async Task The_exchange_of_a_bound_token_of_a_trusted_issuer_needs_a_proof_of_the_client()
    {
        Assert.Equal("invalid_request", Error(await ExchangeAsync(null)));
        var exchanged = await ExchangeAsync(_other);
        Assert.Equal("DPoP", Scene.JsonOf(exchanged).Text("token_type"));
    }

    private async Task<string> BoundAsync(string type, Action<JsonObject>? change = null)
    {
        var cnf = new JsonObject { ["jkt"] = _sender.Thumbprint };
        change?.Invoke(cnf);
        return await _scene.ForeignTokenAsync(
            claims => (claims["cnf"], claims["aud"], claims["jti"]) = (cnf, type == "JWT" ? "https://issuer.example" : Scene.Agreed, $"{Guid.NewGuid()}"),
            header: Jws.Header(TestKeys.OtherEs256, type));
    }

    private async Task<EndpointResult> AssertAsync(DpopSender? sender, Action<JsonObject>? change = null) =>
        await AskAsync($"grant_type={GrantTypes.JwtBearer}&assertion={await BoundAsync("JWT", change)}", sender);

    private async Task<EndpointResult> ExchangeAsync(DpopSender? sender) => await AskAsync(Scene.ExchangeOf(await BoundAsync("at+jwt")), sender);

    private ValueTask<EndpointResult> AskAsync(string body, DpopSender? sender) => _scene.Server.Token.HandleAsync(
        _scene.RequestOf(Scene.Service, body) with
        {
            Method = "POST",
            Path = Paths.Token,
            DpopProof = sender?.Proof("POST", "https://issuer.example/token", _scene.Time.GetUtcNow()),
        },
        TestContext.Current.CancellationToken);

    private static string? Error(EndpointResult result) => (result as FailureResult)?.Error.SaysWhy().Code;
}
