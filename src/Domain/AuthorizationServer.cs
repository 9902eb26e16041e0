using Tollgate.Domain.Applications;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Authorization.Rules;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.DemoResource;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Introspection;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Metadata;
using Tollgate.Domain.Registration;
using Tollgate.Domain.Revocation;
using Tollgate.Domain.SenderConstraint;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Token;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Domain.UserInfo;
using Tollgate.Domain.Users;

namespace Tollgate.Domain;

/// <summary>The composition of the server: one line for each rule, client authentication method, grant and endpoint.</summary>
public sealed class AuthorizationServer
{
    /// <param name="additions">What optional rooms add. Null without them.</param>
    public AuthorizationServer(
        Stores stores,
        IKeyRings keys,
        IForeignKeys foreignKeys,
        IPasswordHasher passwords,
        TimeProvider time,
        Randomness randomness,
        Additions? additions = null)
    {
        additions ??= new Additions();
        var accessTokens = new AccessTokenIssuer(keys, time, randomness);
        var signIns = new SignIns(stores.Users);
        var validator = new AccessTokenValidator(keys, time);
        var liveTokens = new LiveTokens(validator, stores.Clients, stores.Grants, signIns, randomness, time);
        var foreignTokens = new ForeignTokenReader(stores.TrustedIssuers, foreignKeys, time);
        var hints = new IdTokenHints(keys);
        var issuer = new GrantIssuer(time, randomness);
        var revocation = new GrantRevocation(stores.Grants);
        var users = new UserAuthenticator(stores.Users, passwords, new SignInThrottle(stores.Attempts, time, randomness), stores.Browsers, time);
        var sessions = new SessionReader(stores.Sessions, signIns);

        var oneTimeUses = new OneTimeMarks(stores.Grants, stores.Remembered, time);
        var proofs = new SenderProofs([], oneTimeUses);
        var authenticator = new ClientAuthenticator(
            stores.Clients,
            [
                new ClientSecretBasic(time),
                new ClientSecretPost(time),
                new NoClientAuthentication(),
                new OwnAccessToken(liveTokens, proofs),
            ]);

        var requests = new AuthorizationRequestReader(
            [.. additions.RequestSources, new QuerySource()],
            stores.Clients,
            [
                new ClientRule(),
                new RedirectUriRule(),
            ],
            [
                new ResponseTypeRule(),
                new ResponseModeRule(),
                new RequestObjectRule(),
                new EchoRule(),
                new CodeChallengeRule(),
                new ScopeRule(),
                new PromptRule(),
                new MaxAgeRule(),
            ],
            time);

        Token = new TokenEndpoint(
            authenticator,
            proofs,
            [
                new AuthorizationCodeGrant(stores.Grants, stores.Remembered, signIns, issuer, revocation, time, randomness),
                new RefreshTokenGrant(stores.Grants, stores.Remembered, signIns, issuer, revocation, time, randomness),
                new ClientCredentialsGrant(),
                new DeviceCodeGrant(stores.Grants, stores.Remembered, signIns, issuer, time, randomness),
                new TokenExchangeGrant(liveTokens, foreignTokens),
                new JwtBearerGrant(foreignTokens, time, randomness),
                new PasswordGrant(users, issuer),
            ],
            accessTokens,
            new IdTokenIssuer(keys, time),
            new Commit(oneTimeUses, stores.Grants, stores.Remembered));

        Authorize = new AuthorizationEndpoint(
            requests,
            sessions,
            stores.Consents,
            hints,
            new AuthorizationIssuer(stores.Grants, issuer, accessTokens, time, randomness),
            time,
            randomness);
        var starter = new SessionStarter(stores.Sessions, time, randomness);
        SignIn = new SignInEndpoint(requests, users, starter, time, randomness);
        Consent = new ConsentEndpoint(requests, sessions, stores.Consents);
        EndSession = new EndSessionEndpoint(stores.Clients, hints, sessions, stores.Sessions, time, randomness);
        DeviceAuthorization = ForClients(Paths.DeviceAuthorization, new DeviceAuthorizationEndpoint(
            stores.Grants, stores.UserCodes, new DeviceThrottle(stores.Attempts, time, randomness), issuer, time, randomness));
        Device = new DeviceEndpoint(
            sessions, stores.UserCodes, stores.Grants, stores.Clients, new CodeThrottle(stores.Attempts, time, randomness), time, randomness);
        Introspection = ForClients(Paths.Introspect, new IntrospectionEndpoint(liveTokens, stores.Grants, signIns, time));
        Revocation = ForClients(Paths.Revoke, new RevocationEndpoint(validator, liveTokens, stores.Grants, revocation));
        UserInfo = new UserInfoEndpoint(liveTokens, proofs, stores.Users);
        Metadata = new MetadataEndpoint(Token, authenticator.Advertised, keys);
        Jwks = new JwksEndpoint(keys);
        Resource = new ResourceEndpoint(validator, proofs);
        ApplicationRequest = new ApplicationRequestEndpoint(stores.Applications, new ApplicationThrottle(stores.Attempts, time, randomness), time, randomness);
        Registration = new RegistrationEndpoint(
            new ClientRegistration(keys, authenticator.Advertised), stores.Applications, stores.RegistrationTokens, new RegistrationThrottle(stores.Attempts, time, randomness), time, randomness);
        Invitation = new InvitationEndpoint(stores.Invitations, stores.Users, passwords, starter, time, randomness);
        Applications = new ApplicationsEndpoint(
            new OperatorReader(stores.Sessions, stores.Users, time, randomness), stores.Applications, time, randomness);

        ClientEndpoint ForClients(string path, IClientEndpoint endpoint) => new(path, authenticator, oneTimeUses, endpoint);
    }

    public AuthorizationEndpoint Authorize { get; }

    public SignInEndpoint SignIn { get; }

    public ConsentEndpoint Consent { get; }

    public EndSessionEndpoint EndSession { get; }

    public TokenEndpoint Token { get; }

    public ClientEndpoint DeviceAuthorization { get; }

    public DeviceEndpoint Device { get; }

    public ClientEndpoint Introspection { get; }

    public ClientEndpoint Revocation { get; }

    public UserInfoEndpoint UserInfo { get; }

    public MetadataEndpoint Metadata { get; }

    public JwksEndpoint Jwks { get; }

    public ResourceEndpoint Resource { get; }

    public ApplicationRequestEndpoint ApplicationRequest { get; }

    public ApplicationsEndpoint Applications { get; }

    public RegistrationEndpoint Registration { get; }

    public InvitationEndpoint Invitation { get; }
}
