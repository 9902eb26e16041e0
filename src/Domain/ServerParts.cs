using Tollgate.Domain.Authorization.Rules;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Sealing;
using Tollgate.Domain.SenderConstraint;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Users;

namespace Tollgate.Domain;

/// <summary>The parts that the rooms of the server share.</summary>
public sealed record ServerParts
{
    public required Stores Stores { get; init; }

    public required IKeyRings Keys { get; init; }

    public required IForeignKeys ForeignKeys { get; init; }

    public required IPasswordHasher Passwords { get; init; }

    public required TimeProvider Time { get; init; }

    public required Randomness Randomness { get; init; }

    /// <summary>Null in a server that cannot seal. Such a server shows no new secrets.</summary>
    public required ISealer? Sealer { get; init; }

    public required ClientAuthenticator Authenticator { get; init; }

    public required AuthorizationRules AuthorizationRules { get; init; }

    public required SenderProofs Proofs { get; init; }

    /// <summary>Puts client authentication before an endpoint, at its path.</summary>
    public required Func<string, IClientEndpoint, ClientEndpoint> ForClients { get; init; }

    public required AccessTokenValidator Validator { get; init; }

    public required LiveTokens LiveTokens { get; init; }

    public required GrantTerms Grants { get; init; }

    public required SignIns SignIns { get; init; }

    public required SessionReader Sessions { get; init; }

    public required SessionStarter Starter { get; init; }

    public required SignInPolicy Policy { get; init; }

    public required SignInPrompt Prompt { get; init; }
}
