using System.Text.Json;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.DemoResource;
using Tollgate.Domain.Events;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Introspection;
using Tollgate.Domain.Messages;
using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SenderConstraint;
using Tollgate.Domain.Token;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.UserInfo;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Tests.Token;

/// <summary>
/// Tokens that are bound to a key. In the constraint of these tests, a parameter holds the proof: the thumbprint, a colon and an id.
/// </summary>
public sealed class SenderConstraintTests
{
    private static readonly DateTimeOffset Later = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestServer _server = new();
    private readonly PlayedProof _constraint = new();
    private readonly SenderProofs _proofs;
    private readonly AccessTokenValidator _validator;
    private readonly LiveTokens _live;
    private readonly ClientAuthenticator _clients;
    private readonly TokenEndpoint _token;

    public SenderConstraintTests()
    {
        _server.Change(
            client => client with { GrantTypes = [GrantTypes.ClientCredentials, GrantTypes.RefreshToken], ResourceServerFor = ["https://issuer.example"] });
        _server.Clients.Add(_server.Clients[0] with
        {
            ClientId = "spa",
            Secrets = [],
            TokenEndpointAuthMethod = AuthenticationMethods.None,
            GrantTypes = [GrantTypes.RefreshToken],
        });
        var randomness = new Randomness();
        var uses = new OneTimeMarks(_server.Stores, _server.Stores, _server.Time);
        var signIns = new SignIns(_server.Stores);
        _server.Stores.AddUser("alice", "wonderland", "alice");
        _proofs = new SenderProofs([_constraint], uses);
        _validator = new AccessTokenValidator(_server.Keys, _server.Time);
        _live = new LiveTokens(_validator, _server.Clients, _server.Stores, signIns, randomness, _server.Time);
        _clients = new ClientAuthenticator(_server.Clients, [new ClientSecretBasic(_server.Time), new NoClientAuthentication()]);
        var terms = new GrantTerms(_server.Time, randomness);
        _token = new TokenEndpoint(
            _clients,
            _proofs,
            [
                new ClientCredentialsGrant(),
                new RefreshTokenGrant(
                    _server.Stores, _server.Stores, signIns, terms, new GrantRevocation(_server.Stores, EventListeners.None), _server.Time, randomness),
            ],
            new AccessTokenWriter(_server.Keys, _server.Time, randomness),
            new IdTokenWriter(_server.Keys, new MemoryStores(), _server.Time),
            new Commit(uses, _server.Stores, _server.Stores, _server.Stores),
            EventListeners.None);
    }

    [Fact]
    public async Task A_proof_binds_the_token_and_the_token_type_and_introspection_say_so()
    {
        var answer = await TokenAsync("key:1");
        Assert.Equal("DPoP", answer.GetProperty("token_type").GetString());
        var text = answer.GetProperty("access_token").GetString()!;
        Assert.Equal("""{"jkt":"key"}""", Payload(text).GetProperty("cnf").GetRawText());
        var introspected = Assert.IsType<JsonResult>((await new IntrospectionEndpoint(_live, _server.Stores, new SignIns(_server.Stores), _server.Time)
            .HandleAsync(new ClientRequest(_server.Request("token=" + text), (await ClientAsync())!), TestContext.Current.CancellationToken)).Value);
        var description = JsonElement.Parse(introspected.Body.Span);
        Assert.Equal("""{"jkt":"key"}""", description.GetProperty("cnf").GetRawText());
        Assert.Equal("DPoP", description.GetProperty("token_type").GetString());
    }

    [Fact]
    public async Task Without_a_proof_the_token_is_a_bearer_token()
    {
        var answer = await TokenAsync(null);
        Assert.Equal("Bearer", answer.GetProperty("token_type").GetString());
        Assert.False(Payload(answer.GetProperty("access_token").GetString()!).TryGetProperty("cnf", out _));
    }

    [Theory]
    [InlineData("key:1", "DPoP", "key:2", null)]
    [InlineData("key:1", "DPoP", "key:1", "invalid_proof")]
    [InlineData("key:1", "DPoP", "other:2", "invalid_token")]
    [InlineData("key:1", "DPoP", null, "invalid_token")]
    [InlineData("key:1", "Bearer", "key:2", "invalid_token")]
    [InlineData("key:1", "Bearer", null, "invalid_token")]
    [InlineData(null, "Bearer", null, null)]
    [InlineData(null, "DPoP", "key:2", "invalid_token")]
    public async Task Every_endpoint_requires_the_proof_of_the_key_that_the_token_is_bound_to(string? issued, string scheme, string? shown, string? error)
    {
        var text = (await TokenAsync(issued)).GetProperty("access_token").GetString()!;
        foreach (var endpoint in new IEndpoint[] { new ResourceEndpoint(_validator, _proofs), new UserInfoEndpoint(_live, _proofs, _server.Clients,
            _server.Stores) })
        {
            var request =
                _server.Request(shown is null ? "" : "proof=" + shown.Replace(":2", $":{Guid.NewGuid()}", StringComparison.Ordinal), $"{scheme} {text}");
            var failure = await endpoint.HandleAsync(request, TestContext.Current.CancellationToken) as FailureResult;
            // The client's own token has no scope openid. The UserInfo endpoint checks the proof first, then refuses the scope.
            Assert.Equal(error ?? (endpoint is UserInfoEndpoint ? "insufficient_scope" : null), failure?.Error.Code);
        }
    }

    [Fact]
    public async Task A_proof_is_used_once_and_two_proofs_are_refused()
    {
        await TokenAsync("key:1");
        Assert.Equal("invalid_proof", (await FailureAsync("grant_type=client_credentials&proof=key:1")).Code);
        Assert.Equal("invalid_proof", (await FailureAsync("grant_type=client_credentials&proof=bad")).Code);
    }

    [Theory]
    [InlineData("key:2", null)]
    [InlineData("other:2", "invalid_grant")]
    [InlineData(null, "invalid_grant")]
    public async Task A_bound_refresh_token_needs_the_same_key(string? proof, string? error)
    {
        var now = _server.Time.GetUtcNow();
        var grant = new AuthorizationGrant(ExpiringId.New(Later, new Randomness()))
        {
            ClientId = "spa",
            Subject = "alice",
            Scope = ScopeSet.Of("notes.read"),
            State = GrantState.Active,
            ExpiresAt = Later,
            Authentication = Authentication.ByPassword(now),
            Confirmation = new Confirmation(ConfirmationMethods.JwkThumbprint, "key"),
        };
        var (state, token) = RefreshState.Start(grant.Id, Later, new Randomness());
        await _server.Stores.AddAsync(_server.Workspace, grant with { Refresh = state }, default);
        var body = $"grant_type=refresh_token&client_id=spa&refresh_token={token.Text}" + (proof is null ? "" : "&proof=" + proof);
        var result = await _token.HandleAsync(_server.Request(body), TestContext.Current.CancellationToken);
        Assert.Equal(error, (result as FailureResult)?.Error.Code);
        Assert.Equal(error is null ? 1 : 0, _server.Stores.Grants[grant.Id].Refresh!.Generation);
    }

    [Fact]
    public async Task A_proof_is_checked_against_the_configured_address()
    {
        await TokenAsync("key:1");
        Assert.Equal(("POST", "https://issuer.example/token"), _constraint.Seen);
    }

    private static JsonElement Payload(string token) => Jws.Decode(token.Split('.')[1]);

    private async Task<AuthenticatedClient?> ClientAsync() => (await _clients.AuthenticateAsync(
        _server.Request("", TestServer.Basic(TestServer.ClientId, TestServer.Secret)), TestContext.Current.CancellationToken)).Value;

    private async Task<JsonElement> TokenAsync(string? proof) => JsonElement.Parse(Assert.IsType<JsonResult>(
        await AskAsync("grant_type=client_credentials" + (proof is null ? "" : "&proof=" + proof))).Body.Span);

    private async Task<OAuthError> FailureAsync(string body) => Assert.IsType<FailureResult>(await AskAsync(body)).Error;

    private ValueTask<EndpointResult> AskAsync(string body) => _token.HandleAsync(
        _server.Request(body, TestServer.Basic(TestServer.ClientId, TestServer.Secret)) with { Method = "POST", Path = _token.Path },
        TestContext.Current.CancellationToken);

    private sealed class PlayedProof : ISenderConstraint
    {
        public (string Method, string Address) Seen { get; private set; }

        public string Method => ConfirmationMethods.JwkThumbprint;

        public ValueTask<OAuthResult<SenderProof>?> ReadAsync(EndpointRequest request, PresentedToken? token, CancellationToken cancellationToken)
        {
            Seen = (request.Method, request.Address);
            return ValueTask.FromResult<OAuthResult<SenderProof>?>(request.Parameters["proof"]?.Split(':') switch
            {
                null => null,
                [var thumbprint, var id] => new SenderProof(
                    new Confirmation(Method, thumbprint),
                    [new OneTimeUse("proof", id, Later, $"{Guid.NewGuid()}") { Refusal = new OAuthError("invalid_proof", "Used.") }]),
                _ => new OAuthError("invalid_proof", "Malformed."),
            });
        }
    }
}
