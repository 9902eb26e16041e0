using Tollgate.Domain.Applications;
using Tollgate.Domain.DemoResource;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Introspection;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Messages;
using Tollgate.Domain.PushedRequests;
using Tollgate.Domain.Registration;
using Tollgate.Domain.Sealing;
using Tollgate.Domain.SenderConstraint;
using Tollgate.Domain.Token;
using Tollgate.Domain.TrustedIssuers;

namespace Tollgate.Domain;

/// <summary>Makes an optional room from the parts that the room shares with the rest of the server.</summary>
public delegate RoomContent OptionalRoom(ServerParts server);

/// <summary>Makes an optional way to bind tokens to a key.</summary>
/// <param name="sealer">Null in a server that cannot seal.</param>
public delegate ISenderConstraint OptionalConstraint(ISealer? sealer, TimeProvider time, Randomness randomness);

/// <summary>
/// The rooms that the server can do without. If the line of a room is removed, the server lacks only the room's grants, endpoints and
/// metadata.
/// </summary>
public static class OptionalRooms
{
    public static IReadOnlyList<OptionalRoom> All { get; } =
    [
        Devices,
        TrustedIssuers,
        Introspection,
        DemoResource,
        Applications,
        Registration,
        Invitations,
        PushedRequests,
    ];

    /// <summary>
    /// The ways to bind tokens to a key. If a way is removed from this list, the server neither issues nor accepts tokens that are bound in
    /// that way.
    /// </summary>
    public static IReadOnlyList<OptionalConstraint> Constraints { get; } = [Dpop];

    public static ISenderConstraint Dpop(ISealer? sealer, TimeProvider time, Randomness randomness) =>
        new Dpop(sealer is null ? null : new DpopNonces(sealer, time), time, randomness);

    public static RoomContent Devices(ServerParts server) => new()
    {
        Grants = [new DeviceCodeGrant(server.Stores.Grants, server.Stores.Remembered, server.SignIns, server.Grants, server.Time, server.Randomness)],
        Endpoints = new Dictionary<string, IEndpoint>
        {
            [Paths.DeviceAuthorization] = server.ForClients(Paths.DeviceAuthorization, new DeviceAuthorizationEndpoint(
                server.Stores.Grants, server.Stores.UserCodes, new DeviceThrottle(server.Stores.Attempts, server.Time, server.Randomness),
                server.Grants, server.Time, server.Randomness)),
            [Paths.Device] = new DeviceEndpoint(
                server.Sessions, server.Stores.UserCodes, server.Stores.Grants, server.Stores.Clients,
                new CodeThrottle(server.Stores.Attempts, server.Time, server.Randomness), server.Policy, server.Prompt, server.Time, server.Randomness),
        },
    };

    /// <summary>Has the grants that take tokens of other issuers: token exchange and JWT bearer.</summary>
    public static RoomContent TrustedIssuers(ServerParts server)
    {
        var foreignTokens = new ForeignTokenReader(server.Stores.TrustedIssuers, server.ForeignKeys, server.Time);
        return new RoomContent
        {
            Grants = [new TokenExchangeGrant(server.LiveTokens, foreignTokens), new JwtBearerGrant(foreignTokens, server.Time, server.Randomness)],
        };
    }

    public static RoomContent Introspection(ServerParts server) => At(
        Paths.Introspect,
        server.ForClients(Paths.Introspect, new IntrospectionEndpoint(server.LiveTokens, server.Stores.Grants, server.SignIns, server.Time)));

    public static RoomContent DemoResource(ServerParts server) => At(Paths.Resource, new ResourceEndpoint(server.Validator, server.Proofs));

    public static RoomContent Applications(ServerParts server) => new()
    {
        Endpoints = new Dictionary<string, IEndpoint>
        {
            [Paths.ApplicationRequest] = new ApplicationRequestEndpoint(
                server.Stores.Applications, new ApplicationThrottle(server.Stores.Attempts, server.Time, server.Randomness), server.Time, server.Randomness),
            [Paths.Applications] = new ApplicationsEndpoint(
                new OperatorReader(server.Stores.Sessions, server.Stores.Users, server.Policy, server.Prompt, server.Time),
                server.Stores.Applications, new Notices(server.Sealer, server.Time), server.Time, server.Randomness),
        },
    };

    public static RoomContent Registration(ServerParts server) => At(Paths.Registration, new RegistrationEndpoint(
        new ClientRegistration(server.Keys, server.Authenticator.Advertised), server.Stores.Applications, server.Stores.RegistrationTokens,
        new RegistrationThrottle(server.Stores.Attempts, server.Time, server.Randomness), server.Time, server.Randomness));

    public static RoomContent Invitations(ServerParts server) => At(Paths.Invitation, new InvitationEndpoint(
        server.Stores.Invitations, server.Stores.Users, server.Passwords, server.Starter, server.Time, server.Randomness));

    public static RoomContent PushedRequests(ServerParts server) => new()
    {
        RequestSources = [new PushedRequestSource(server.Stores.PushedRequests, server.Time, server.Randomness)],
        Endpoints = new Dictionary<string, IEndpoint>
        {
            [Paths.PushedAuthorizationRequest] = server.ForClients(Paths.PushedAuthorizationRequest, new PushedAuthorizationRequestEndpoint(
                server.AuthorizationRules, server.Proofs, server.Stores.PushedRequests,
                new PushThrottle(server.Stores.Attempts, server.Time, server.Randomness), server.Time, server.Randomness)),
        },
    };

    private static RoomContent At(string path, IEndpoint endpoint) => new() { Endpoints = new Dictionary<string, IEndpoint> { [path] = endpoint } };
}
