using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Events;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SenderConstraint;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Token;

/// <summary>The token endpoint (RFC 6749 §3.2): the steps that all grants share. A grant decides only the content of the tokens.</summary>
public sealed class TokenEndpoint(
    ClientAuthenticator clients,
    SenderProofs proofs,
    IReadOnlyList<IGrant> grants,
    AccessTokenWriter accessTokens,
    IdTokenWriter idTokens,
    Commit commit,
    IEvents events) : IEndpoint
{
    public string Path => Paths.Token;

    /// <summary>The endpoint tries again when another request has written to the same row.</summary>
    private const int MaximumTries = 3;

    public IReadOnlyList<IGrant> Grants => grants;

    public ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken) =>
        events.HearsTokens ? RecordedAsync(request, cancellationToken) : AnswerAsync(request, cancellationToken);

    private async ValueTask<EndpointResult> RecordedAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(request, cancellationToken);
        if (answer is FailureResult refusal)
            events.Record(new TokenRefused(request.Workspace.Name, Find(request.Parameters["grant_type"])?.GrantType, refusal.Error.Code));
        return answer;
    }

    private async ValueTask<EndpointResult> AnswerAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters["grant_type"] is not { } grantType)
            return ClientRefusal.Of(request, OAuthError.InvalidRequest("The grant_type is missing."));
        if (Find(grantType) is not { } grant || !request.Workspace.HasOn(grant.GrantType))
            return ClientRefusal.Of(request, OAuthError.UnsupportedGrantType("The grant_type is not one that this server knows."));
        var client = await clients.AuthenticateAsync(request, cancellationToken);
        if (client.IsError)
            return ClientRefusal.Of(request, client.Error);
        if (!Permitted.GrantType(request.Workspace, client.Value.Registration, grant.GrantType))
            return ClientRefusal.Of(request, OAuthError.UnauthorizedClient("The client may not use this grant_type.", client.Value.Registration.ClientId));
        if (!accessTokens.CanSignFor(request.Workspace, client.Value.Registration))
            return ClientRefusal.Of(request, OAuthError.UnauthorizedClient("The client is registered for a signing algorithm that this server does not have."));

        // The audience is checked before the grant, so that an invalid request does not use up a code.
        var audience = RequestedAudience.Read(request.Workspace, client.Value.Registration, request.Parameters);
        if (audience.IsError)
            return ClientRefusal.Of(request, audience.Error);

        var proof = await ReadProofAsync(request, client.Value.Registration, cancellationToken);
        if (proof is { IsError: true })
            return ClientRefusal.Of(request, proof.Value.Error!);
        var tokenRequest = new TokenRequest(request.Workspace, client.Value, request.Parameters)
        {
            Proof = proof?.Value,
            Audience = audience.Value,
            RemoteNetwork = request.RemoteNetwork,
        };
        return await AnswerAsync(request, grant, tokenRequest, cancellationToken);
    }

    /// <summary>Null when the request has no proof and needs none.</summary>
    private async ValueTask<OAuthResult<SenderProof>?> ReadProofAsync(EndpointRequest request, Client client, CancellationToken cancellationToken)
    {
        if (await proofs.ReadAsync(request, client, cancellationToken) is { } proof)
            return proof;
        return Permitted.RequiresDpop(request.Workspace, client)
            ? OAuthError.InvalidDpopProof("The client is registered to prove its key, and the request has no DPoP header.")
            : default(OAuthResult<SenderProof>?);
    }

    /// <summary>
    /// Signs before it commits, so that a code or refresh token is spent only when the answer is ready. When a grant loses a race, the endpoint
    /// asks it again, and the grant reads the row anew. The one-time ids of the request are not written again.
    /// </summary>
    private async ValueTask<EndpointResult> AnswerAsync(
        EndpointRequest request, IGrant grant, TokenRequest tokenRequest, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaximumTries; tries++)
        {
            var authorization = await grant.AuthorizeAsync(tokenRequest, cancellationToken);
            if (authorization.IsError)
                return ClientRefusal.Of(request, authorization.Error);
            var minted = await MintAsync(tokenRequest, Bind(tokenRequest, authorization.Value), cancellationToken);
            if (tries == 0 && await UseAsync(tokenRequest, authorization.Value, cancellationToken) is { } used)
                return ClientRefusal.Of(request, used);
            if (!await commit.TryWriteAsync(request.Workspace, authorization.Value.Write, cancellationToken))
                continue;
            if (events.HearsTokens)
                events.Record(new TokenIssued(request.Workspace.Name, tokenRequest.Client.ClientId, grant.GrantType, authorization.Value.GrantId));
            return grant.IsLegacy ? minted with { Warning = $"client {tokenRequest.Client.ClientId} used the legacy grant {grant.GrantType}" } : minted;
        }

        throw new TimeoutException("The grant is written to by too many requests at the same time.");
    }

    /// <summary>
    /// The id of the proof is used only where nothing else makes the request good once: no id of the client's credentials or of the grant,
    /// and no code or refresh token.
    /// </summary>
    private async ValueTask<OAuthError?> UseAsync(TokenRequest request, TokenAuthorization authorization, CancellationToken cancellationToken)
    {
        var ofClient = request.AuthenticatedClient.Uses;
        var ofGrant = ofClient.Count == 0 && authorization is { IsOneTime: false, Uses.Count: 0 } ? request.Proof?.Uses ?? [] : authorization.Uses;
        return await commit.UseAsync(request.Workspace, ofClient, cancellationToken)
            ?? await commit.UseAsync(request.Workspace, ofGrant, cancellationToken);
    }

    private async ValueTask<JsonResult> MintAsync(TokenRequest request, TokenAuthorization authorization, CancellationToken cancellationToken)
    {
        var accessToken = await accessTokens.WriteAsync(request.Workspace, request.Client, authorization, cancellationToken);
        return new TokenResponse
        {
            AccessToken = accessToken.Text,
            TokenType = accessToken.Type,
            ExpiresIn = (int)accessToken.Lifetime.TotalSeconds,
            RefreshToken = authorization.RefreshToken?.Text,
            IssuedTokenType = authorization.IssuedTokenType,
            Scope = authorization.Scope.IsEmpty ? null : authorization.Scope.Text,
            IdToken = authorization.HasIdToken
                ? await idTokens.WriteAsync(request.Workspace, request.Client, authorization, accessToken.Text, cancellationToken)
                : null,
        }.ToResult(request.Proof?.NextNonce);
    }

    /// <summary>The tokens are for the audience that the request names, and are bound to the key that it proves.</summary>
    private static TokenAuthorization Bind(TokenRequest request, TokenAuthorization authorization) =>
        request.Audience.Name is null && request.Proof is null
            ? authorization
            : authorization with { Audience = request.Audience.Name, Confirmation = request.Proof?.Confirmation };

    private IGrant? Find(string? grantType)
    {
        foreach (var grant in grants)
            if (grant.GrantType == grantType || grant.Aliases.Contains(grantType ?? ""))
                return grant;
        return null;
    }
}
