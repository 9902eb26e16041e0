using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Endpoints;

/// <summary>The token endpoint (RFC 6749 §3.2): what all grants share. Each grant only decides what it authorizes.</summary>
public sealed class TokenEndpoint(
    ClientAuthenticator clients, IReadOnlyList<IGrant> grants, AccessTokenIssuer accessTokens, IdTokenIssuer idTokens) : IEndpoint
{
    /// <summary>Each try but the first follows another request's write to the same row.</summary>
    private const int MaximumTries = 3;

    public IReadOnlyList<IGrant> Grants => grants;

    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters["grant_type"] is not { } grantType)
            return Refuse(request, OAuthError.InvalidRequest("The grant_type is missing."));
        if (Find(grantType) is not { } grant || !request.Workspace.HasOn(grant.GrantType))
            return Refuse(request, OAuthError.UnsupportedGrantType("The grant_type is not one that this server knows."));
        var client = await clients.AuthenticateAsync(request, cancellationToken).ConfigureAwait(false);
        if (client.IsError)
            return Refuse(request, client.Error);
        if (!client.Value.Registration.MayUse(grant.GrantType))
            return Refuse(request, OAuthError.UnauthorizedClient("The client may not use this grant_type.", client.Value.Registration.ClientId));
        if (!accessTokens.CanSignFor(request.Workspace, client.Value.Registration))
            return Refuse(request, OAuthError.UnauthorizedClient("The client is registered for a signing algorithm that this server does not have."));

        // Before the grant: what is asked for wrongly must not use up a code.
        var audience = RequestedAudience.Read(request.Workspace, client.Value.Registration, request.Parameters);
        if (audience.IsError)
            return Refuse(request, audience.Error);

        var tokenRequest = new TokenRequest(request.Workspace, client.Value, request.Parameters)
        {
            Audience = audience.Value,
            RemoteNetwork = request.RemoteNetwork,
        };
        return await AnswerAsync(request, grant, tokenRequest, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sign, then commit: what a client came with is spent only when its answer is ready.</summary>
    private async ValueTask<EndpointResult> AnswerAsync(
        EndpointRequest request, IGrant grant, TokenRequest tokenRequest, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaximumTries; tries++)
        {
            var authorization = await grant.AuthorizeAsync(tokenRequest, cancellationToken).ConfigureAwait(false);
            if (authorization.IsError)
                return Refuse(request, authorization.Error);
            var minted = await MintAsync(tokenRequest, ForAudience(tokenRequest, authorization.Value), cancellationToken).ConfigureAwait(false);
            var outcome = authorization.Value.Commit is { } commit ? await commit(cancellationToken).ConfigureAwait(false) : CommitOutcome.Done;
            if (outcome.Error is not null)
                return Refuse(request, outcome.Error);
            if (!outcome.IsOvertaken)
                return grant.IsLegacy ? minted with { Warning = $"client {tokenRequest.Client.ClientId} used the legacy grant {grant.GrantType}" } : minted;
        }

        throw new TimeoutException("The grant is written to by too many requests at the same time.");
    }

    private async ValueTask<JsonResult> MintAsync(TokenRequest request, TokenAuthorization authorization, CancellationToken cancellationToken)
    {
        var accessToken = await accessTokens.IssueAsync(request.Workspace, request.Client, authorization, cancellationToken).ConfigureAwait(false);
        return new TokenResponse
        {
            AccessToken = accessToken.Text,
            ExpiresIn = (int)accessToken.Lifetime.TotalSeconds,
            RefreshToken = authorization.RefreshToken?.Text,
            IssuedTokenType = authorization.IssuedTokenType,
            Scope = authorization.Scope.IsEmpty ? null : authorization.Scope.Text,
            IdToken = authorization.HasIdToken
                ? await idTokens.IssueAsync(request.Workspace, request.Client, authorization, accessToken.Text, cancellationToken).ConfigureAwait(false)
                : null,
        }.ToResult();
    }

    private static TokenAuthorization ForAudience(TokenRequest request, TokenAuthorization authorization) => request.Audience.Name is null
        ? authorization
        : authorization with
        {
            Audience = request.Audience.Name,
            Scope = request.Audience.Narrow(request.Workspace, authorization.Scope),
        };

    private IGrant? Find(string grantType)
    {
        foreach (var grant in grants)
            if (grant.GrantType == grantType || grant.Aliases.Contains(grantType))
                return grant;
        return null;
    }

    /// <summary>RFC 6749 §5.2 asks for a challenge with invalid_client; Basic is the scheme that the server takes.</summary>
    internal static FailureResult Refuse(EndpointRequest request, OAuthError error) =>
        new(error, error.Code == "invalid_client" ? new Challenge("Basic", request.Workspace.Issuer) : null);
}
