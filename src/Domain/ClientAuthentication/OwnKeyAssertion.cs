using Tollgate.Domain.Clients;
using Tollgate.Domain.Events;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Messages;
using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>An assertion that the client has signed with a key of its own (RFC 7523 §3, OpenID Connect Core §9). Each is accepted once.</summary>
public sealed class OwnKeyAssertion(IForeignKeys foreignKeys, IEvents events, TimeProvider time, Randomness randomness) : IAssertionProof
{
    /// <summary>Bounds the signatures that one request lets the server verify.</summary>
    private const int MaximumCandidates = 10;

    private static readonly OAuthError Used =
        OAuthError.InvalidClient("The client is unknown or its credentials are wrong.", "the assertion was used before");

    private readonly OwnKeys _keys = new(foreignKeys);

    public bool AppliesTo(Client client, JwtReader assertion) => assertion.Text("iss") == client.ClientId;

    public async ValueTask<ClientProof> ProveAsync(
        EndpointRequest request, JwtReader assertion, Client client, CancellationToken cancellationToken)
    {
        if (client.Keys is not { } registered)
            return ClientProof.FailedBecause($"client {client.ClientId} has no keys");
        var now = time.GetUtcNow();
        if (OwnKeyRules.FaultOf(request.Workspace, client, assertion, now) is { } fault)
            return ClientProof.FailedBecause($"the assertion of client {client.ClientId} {fault}");
        IReadOnlyList<PublicKey> known;
        try
        {
            known = await _keys.FindAsync(client.ClientId, registered, assertion.KeyId, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            return ClientProof.FailedWith(OAuthError.TemporarilyUnavailable(
                "The keys of the client cannot be read from its jwks_uri.", $"client {client.ClientId}: {exception.InnerException?.Message}"));
        }

        if (!known.Where(key => key.Algorithm == assertion.Algorithm).Take(MaximumCandidates).Any(assertion.IsSignedBy))
            return ClientProof.FailedBecause($"no key of client {client.ClientId} fits the signature");
        if (!AssertionAudience.IsIssuer(request.Workspace, assertion))
            events.Record(new LaxAudienceUsed(request.Workspace.Name, client.ClientId));
        return ClientProof.ProvedWith([UseOf(client, assertion)]);
    }

    /// <summary>
    /// The id is kept a minute longer than the assertion lives, because clocks differ. An instance whose clock is ahead must not sweep the id
    /// while an instance whose clock is behind still accepts the assertion.
    /// </summary>
    private OneTimeUse UseOf(Client client, JwtReader assertion) => new(
        OneTimeKinds.ClientAssertion,
        $"{client.ClientId}\n{assertion.Text("jti")}",
        assertion.Time("exp")!.Value + OwnKeyRules.ClockSkew,
        randomness.Id())
    {
        Refusal = Used,
    };
}
