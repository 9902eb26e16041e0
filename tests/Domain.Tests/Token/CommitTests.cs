using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Events;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SenderConstraint;
using Tollgate.Domain.Token;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Token;

/// <summary>
/// The ids that a request uses up, and the rows that it writes. The tests have their own client authentication method and their own
/// grant.
/// </summary>
public sealed class CommitTests
{
    private static readonly OAuthError AssertionUsed = OAuthError.InvalidClient("The client assertion was used before.");
    private static readonly OAuthError ProofUsed = OAuthError.InvalidGrant("The proof was used before.");

    private static readonly DateTimeOffset Later = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestServer _server = new();
    private readonly List<string> _order = [];
    private readonly PlayedGrant _grant;
    private readonly PlayedMethod _method = new();
    private readonly TokenEndpoint _endpoint;
    private bool _isKeyAway;

    public CommitTests()
    {
        _server.Change(client => client with { TokenEndpointAuthMethod = PlayedMethod.MethodName, GrantTypes = [PlayedGrant.Type] });
        _server.Workspace = _server.Workspace with { GrantTypes = [PlayedGrant.Type] };
        _grant = new PlayedGrant(_server.Stores, () => _isKeyAway);
        var randomness = new Randomness();
        _endpoint = new TokenEndpoint(
            new ClientAuthenticator(_server.Clients, [_method]),
            new SenderProofs([], new OneTimeMarks(_server.Stores, _server.Stores, _server.Time)),
            [_grant],
            new AccessTokenWriter(_server.Keys, _server.Time, randomness),
            new IdTokenWriter(_server.Keys, new MemoryStores(), _server.Time),
            new Commit(new Listed(new OneTimeMarks(_server.Stores, _server.Stores, _server.Time), _order), new Ordered(_server.Stores, _order),
                _server.Stores, _server.Stores),
            EventListeners.None);
    }

    [Fact]
    public async Task Ids_are_used_first_the_client_s_before_the_grant_s_and_the_grant_is_written_last()
    {
        await GrantExistsAsync();
        Assert.IsType<JsonResult>(await AskAsync("a", "p"));
        Assert.Equal(["use client:a", "use proof:p", "write"], _order);
    }

    [Theory]
    [InlineData("a", "q", "invalid_client")]
    [InlineData("b", "p", "invalid_grant")]
    public async Task A_request_with_a_used_id_is_refused_and_the_grant_stays_as_it_was(string assertion, string proof, string error)
    {
        var grant = await GrantExistsAsync();
        await AskAsync("a", "p");
        var version = _server.Stores.Grants[grant.Id].Version;
        var failure = Assert.IsType<FailureResult>(await AskAsync(assertion, proof));
        Assert.Equal(error, failure.Error.Code);
        Assert.Equal(version, _server.Stores.Grants[grant.Id].Version);
    }

    [Fact]
    public async Task A_lost_race_asks_the_grant_once_more_with_the_new_row_and_uses_no_id_twice()
    {
        var grant = await GrantExistsAsync();
        _server.Stores.BeforeNextUpdate = () =>
            _server.Stores.Grants[grant.Id] = _server.Stores.Grants[grant.Id] with { SessionId = "other", Version = "other" };
        Assert.IsType<JsonResult>(await AskAsync("a", "p"));
        Assert.Equal([null, "other"], _grant.Seen);
        Assert.Equal(["use client:a", "use proof:p", "write", "write"], _order);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_used()
    {
        await GrantExistsAsync();
        _isKeyAway = true;
        await Assert.ThrowsAsync<TimeoutException>(() => AskAsync("a", "p").AsTask());
        Assert.Empty(_order);
        _isKeyAway = false;
        Assert.IsType<JsonResult>(await AskAsync("a", "p"));
    }

    [Fact]
    public async Task An_endpoint_for_clients_writes_the_ids_before_it_begins()
    {
        var began = 0;
        var endpoint = new ClientEndpoint(
            "/played",
            new ClientAuthenticator(_server.Clients, [_method]), new OneTimeMarks(_server.Stores, _server.Stores, _server.Time), new Counting(() => began++));
        Assert.IsType<EmptyResult>(await endpoint.HandleAsync(_server.Request("assertion=a"), TestContext.Current.CancellationToken));
        var failure = Assert.IsType<FailureResult>(await endpoint.HandleAsync(_server.Request("assertion=a"), TestContext.Current.CancellationToken));
        Assert.Equal(AssertionUsed.Description, failure.Error.Description);
        Assert.NotNull(failure.Challenge);
        Assert.Equal(1, began);
    }

    private ValueTask<EndpointResult> AskAsync(string assertion, string proof) => _endpoint.HandleAsync(
        _server.Request($"grant_type={PlayedGrant.Type}&assertion={assertion}&proof={proof}"), TestContext.Current.CancellationToken);

    private async Task<AuthorizationGrant> GrantExistsAsync()
    {
        var now = _server.Time.GetUtcNow();
        var grant = new AuthorizationGrant(PlayedGrant.Id)
        {
            ClientId = TestServer.ClientId,
            Subject = "someone",
            Scope = ScopeSet.Empty,
            State = GrantState.Active,
            ExpiresAt = now.AddDays(1),
            Authentication = Authentication.ByPassword(now),
        };
        await _server.Stores.AddAsync(_server.Workspace, grant, default);
        return grant;
    }

    /// <summary>Authenticates a client with an id that works once.</summary>
    private sealed class PlayedMethod : IClientAuthenticationMethod
    {
        public const string MethodName = "played";

        public string Name => MethodName;

        public CredentialPlaces Reads => CredentialPlaces.Header;

        public bool AppliesTo(EndpointRequest request) => true;

        public OAuthResult<ClientCredentials> Read(EndpointRequest request) =>
            new ClientCredentials(TestServer.ClientId, request.Parameters["assertion"]);

        public bool IsAllowedFor(Client client) => client.TokenEndpointAuthMethod == Name || client.TokenEndpointAuthMethod is null;

        public ValueTask<ClientProof> ProveAsync(
            EndpointRequest request, ClientCredentials presented, Client? client, CancellationToken cancellationToken) => ValueTask.FromResult(
            ClientProof.ProvedWith([new OneTimeUse("client", presented.Secret!, Later, $"{Guid.NewGuid()}") { Refusal = AssertionUsed }]));
    }

    /// <summary>A grant with one row. Each answer writes the next step of the row.</summary>
    private sealed class PlayedGrant(MemoryStores stores, Func<bool> isKeyAway) : IGrant
    {
        public const string Type = "played";

        public static readonly string Id = ExpiringId.Of(Later, "0123");

        public List<string?> Seen { get; } = [];

        public string GrantType => Type;

        public async ValueTask<OAuthResult<TokenAuthorization>> AuthorizeAsync(TokenRequest request, CancellationToken cancellationToken)
        {
            if (isKeyAway())
                throw new TimeoutException("The key cannot be reached.");
            var grant = (await stores.FindAsync(request.Workspace, Id, cancellationToken))!;
            Seen.Add(grant.SessionId);
            return new TokenAuthorization(grant.Subject, ScopeSet.Empty)
            {
                Uses = [new OneTimeUse("proof", request.Parameters["proof"]!, Later, Guid.NewGuid().ToString()) { Refusal = ProofUsed }],
                Write = new GrantStep(grant with { Redemption = Guid.NewGuid().ToString() }),
            };
        }
    }

    private sealed class Counting(Action began) : IClientEndpoint
    {
        public ValueTask<OAuthResult<EndpointResult>> HandleAsync(ClientRequest request, CancellationToken cancellationToken)
        {
            began();
            return ValueTask.FromResult<OAuthResult<EndpointResult>>(new EmptyResult());
        }
    }

    private sealed class Listed(IOneTimeUses inner, List<string> order) : IOneTimeUses
    {
        public ValueTask<OneTimeOutcome> TryUseAsync(Workspace workspace, OneTimeUse use, CancellationToken cancellationToken)
        {
            order.Add($"use {use.Kind}:{use.Id}");
            return inner.TryUseAsync(workspace, use, cancellationToken);
        }
    }

    private sealed class Ordered(IGrantStore inner, List<string> order) : IGrantStore
    {
        public Task AddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken) =>
            inner.AddAsync(workspace, grant, cancellationToken);

        public ValueTask<AuthorizationGrant?> FindAsync(Workspace workspace, string id, CancellationToken cancellationToken) =>
            inner.FindAsync(workspace, id, cancellationToken);

        public ValueTask<bool> TryAddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken) =>
            inner.TryAddAsync(workspace, grant, cancellationToken);

        public ValueTask<string?> UpdateAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
        {
            order.Add("write");
            return inner.UpdateAsync(workspace, grant, cancellationToken);
        }
    }
}
