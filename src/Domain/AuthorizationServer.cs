using Tollgate.Domain.Authorization;
using Tollgate.Domain.Authorization.Rules;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Events;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Metadata;
using Tollgate.Domain.Revocation;
using Tollgate.Domain.SenderConstraint;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Token;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.UserInfo;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workloads;

namespace Tollgate.Domain;

/// <summary>
/// The composition of the server: one line for each rule, client authentication method, grant and endpoint. <see cref="OptionalRooms"/> has the grants
/// and endpoints of the rooms that the server can do without.
/// </summary>
public sealed class AuthorizationServer
{
    private static readonly AbsentEndpoint Absent = new();
    private readonly Dictionary<string, IEndpoint> _endpoints;

    /// <param name="events">Null when there is no listener.</param>
    /// <param name="additions">The additions of optional rooms, which the other parts need. Null when there are none.</param>
    /// <param name="rooms">The optional rooms of the server. Null means <see cref="OptionalRooms.All"/>.</param>
    /// <param name="constraints">The ways to bind tokens to a key. Null means <see cref="OptionalRooms.Constraints"/>.</param>
    public AuthorizationServer(
        Stores stores,
        IKeyRings keys,
        IForeignKeys foreignKeys,
        IPasswordHasher passwords,
        TimeProvider time,
        Randomness randomness,
        IEvents? events = null,
        Additions? additions = null,
        IReadOnlyList<OptionalRoom>? rooms = null,
        IReadOnlyList<OptionalConstraint>? constraints = null)
    {
        events ??= EventListeners.None;
        additions ??= new Additions();
        var accessTokens = new AccessTokenWriter(keys, time, randomness);
        var signIns = new SignIns(stores.Users);
        var validator = new AccessTokenValidator(keys, time);
        var liveTokens = new LiveTokens(validator, stores.Clients, stores.Grants, signIns, randomness, time);
        var hints = new IdTokenHints(keys);
        var hinted = new HintedUsers(hints, stores.Users);
        var terms = new GrantTerms(time, randomness);
        var revocation = new GrantRevocation(stores.Grants, events);
        var users = new UserAuthenticator(stores.Users, passwords, new SignInThrottle(stores.Attempts, time, randomness), stores.Browsers, events, time);
        var sessions = new SessionReader(stores.Sessions, signIns);
        var policy = new SignInPolicy([new PasswordStep(users), .. additions.SignInSteps]);
        var prompt = new SignInPrompt(policy, new PartialSignIns(additions.Sealer, time), time, randomness);
        var userGrants = new UserGrants(terms);

        var oneTimeUses = new OneTimeMarks(stores.Grants, stores.Remembered, time);
        var proofs = new SenderProofs([.. (constraints ?? OptionalRooms.Constraints).Select(make => make(additions.Sealer, time, randomness))], oneTimeUses);
        var federated = new FederatedTokens(foreignKeys, time);
        var authenticator = new ClientAuthenticator(
            stores.Clients,
            [
                new ClientSecretBasic(time),
                new ClientSecretPost(time),
                new ClientAssertion(
                [
                    new OwnKeyAssertion(foreignKeys, events, time, randomness),
                    new FederatedAssertion(federated),
                ]),
                new WorkloadGrantAuthentication(stores.Workloads, federated),
                new NoClientAuthentication(),
                new OwnAccessToken(liveTokens, proofs),
            ]);

        var rules = new AuthorizationRules(
            stores.Clients,
            [
                new ClientRule(),
                new RedirectUriRule(),
            ],
            [
                new ResponseModeRule(),
                new ResponseTypeRule(),
                new RequestObjectRule(),
                new PushedRequestRule(),
                new NonceRule(),
                new CodeChallengeRule(),
                new DpopKeyRule(proofs),
                new ScopeRule(),
                new PromptRule(),
                new MaxAgeRule(),
            ]);

        var starter = new SessionStarter(stores.Sessions, stores.UserIndex, policy, prompt, events, time, randomness);
        var parts = new ServerParts
        {
            Stores = stores,
            Keys = keys,
            ForeignKeys = foreignKeys,
            Passwords = passwords,
            Time = time,
            Randomness = randomness,
            Sealer = additions.Sealer,
            Authenticator = authenticator,
            AuthorizationRules = rules,
            Proofs = proofs,
            ForClients = (path, endpoint) => new ClientEndpoint(path, authenticator, oneTimeUses, endpoint),
            Validator = validator,
            LiveTokens = liveTokens,
            Grants = terms,
            SignIns = signIns,
            Sessions = sessions,
            Starter = starter,
            Policy = policy,
            Prompt = prompt,
        };
        List<RoomContent> optional = [.. (rooms ?? OptionalRooms.All).Select(room => room(parts))];
        _endpoints = optional.SelectMany(room => room.Endpoints).ToDictionary();

        Token = new TokenEndpoint(
            authenticator,
            proofs,
            [
                new AuthorizationCodeGrant(stores.Grants, stores.Remembered, signIns, terms, revocation, time, randomness),
                new RefreshTokenGrant(stores.Grants, stores.Remembered, signIns, terms, revocation, time, randomness),
                new ClientCredentialsGrant(),
                .. optional.SelectMany(room => room.Grants),
                new PasswordGrant(users, policy, userGrants, terms),
            ],
            accessTokens,
            new IdTokenWriter(keys, stores.Users, time),
            new Commit(oneTimeUses, stores.Grants, stores.Remembered, stores.UserIndex),
            events);

        var requests = new AuthorizationRequestReader(
            [.. additions.RequestSources, .. optional.SelectMany(room => room.RequestSources), new QuerySource()], rules, time);
        Authorize = new AuthorizationEndpoint(
            requests,
            sessions,
            stores.Consents,
            hinted,
            new AuthorizationAnswer(stores.Grants, userGrants, accessTokens, events, time, randomness),
            policy,
            prompt,
            time,
            randomness);
        SignIn = new SignInEndpoint(requests, hinted, prompt, starter);
        Consent = new ConsentEndpoint(requests, sessions, stores.Consents);
        EndSession = new EndSessionEndpoint(stores.Clients, hints, sessions, stores.Sessions, time, randomness);
        Revocation = parts.ForClients(Paths.Revoke, new RevocationEndpoint(validator, liveTokens, stores.Grants, revocation));
        UserInfo = new UserInfoEndpoint(liveTokens, proofs, stores.Clients, stores.Users);
        Metadata = new MetadataEndpoint(Token, authenticator.Advertised, proofs, keys, _endpoints.ContainsKey);
        Jwks = new JwksEndpoint(keys);
    }

    public AuthorizationEndpoint Authorize { get; }

    public SignInEndpoint SignIn { get; }

    public ConsentEndpoint Consent { get; }

    public EndSessionEndpoint EndSession { get; }

    public TokenEndpoint Token { get; }

    public ClientEndpoint Revocation { get; }

    public UserInfoEndpoint UserInfo { get; }

    public MetadataEndpoint Metadata { get; }

    public JwksEndpoint Jwks { get; }

    public IEndpoint PushedAuthorizationRequest => Of(Paths.PushedAuthorizationRequest);

    public IEndpoint DeviceAuthorization => Of(Paths.DeviceAuthorization);

    public IEndpoint Device => Of(Paths.Device);

    public IEndpoint Introspection => Of(Paths.Introspect);

    public IEndpoint Resource => Of(Paths.Resource);

    public IEndpoint ApplicationRequest => Of(Paths.ApplicationRequest);

    public IEndpoint Applications => Of(Paths.Applications);

    public IEndpoint Registration => Of(Paths.Registration);

    public IEndpoint Invitation => Of(Paths.Invitation);

    private IEndpoint Of(string path) => _endpoints.GetValueOrDefault(path, Absent);
}
