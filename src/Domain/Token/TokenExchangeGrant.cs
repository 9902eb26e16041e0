using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.TrustedIssuers;

namespace Tollgate.Domain.Token;

/// <summary>
/// Token exchange with delegation (RFC 8693). The client acts for the subject of a token, which this server or a trusted issuer
/// issued. The act claim of the result says so. The client is the actor with or without an actor token. Earlier actors are kept.
/// No exchange widens a scope or a lifetime.
/// </summary>
public sealed class TokenExchangeGrant(LiveTokens tokens, ForeignTokenReader foreignTokens) : IGrant
{
    public string GrantType => GrantTypes.TokenExchange;

    /// <summary>A published guide prints its values in double quotes.</summary>
    public IReadOnlyList<string> Aliases { get; } = [$"\"{GrantTypes.TokenExchange}\""];

    public async ValueTask<OAuthResult<TokenAuthorization>> AuthorizeAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Client.IsPublic)
            return OAuthError.UnauthorizedClient("A public client cannot prove that it is the actor.");
        if (CheckTypes(request.Parameters) is { } typeError)
            return typeError;
        if (await CheckActorTokenAsync(request, cancellationToken) is { } actorError)
            return actorError;
        var subject = await ReadSubjectAsync(request, cancellationToken);
        if (subject.IsError)
            return subject.Error;
        if (request.Proof is null && subject.Value.IsBound)
            return OAuthError.InvalidRequest("The subject_token is bound to a key. The client has to prove a key of its own, which binds the new token.");
        var actor = ActorOf(request, subject.Value);
        if (actor.IsError)
            return actor.Error;
        var scope = request.Granted(new ScopeTerms(subject.Value.Scope));
        if (scope.IsError)
            return scope.Error;
        return new TokenAuthorization(subject.Value.Subject, scope.Value)
        {
            GrantId = subject.Value.GrantId,
            Actor = actor.Value.Current,
            NotAfter = subject.Value.ExpiresAt,
            IssuedTokenType = request.Parameters.Unquoted("requested_token_type") ?? TokenTypes.AccessToken,
        };
    }

    private static OAuthError? CheckTypes(ParameterSet parameters)
    {
        if (!parameters.Contains("subject_token"))
            return OAuthError.InvalidRequest("The subject_token is missing.");
        if (parameters.Unquoted("subject_token_type") is not (TokenTypes.AccessToken or TokenTypes.Jwt or TokenTypes.IdToken))
            return OAuthError.InvalidRequest("The subject_token_type is missing or not one that this server knows.");
        if (parameters.Unquoted("requested_token_type") is not (null or TokenTypes.AccessToken or TokenTypes.Jwt))
            return OAuthError.InvalidRequest("The requested_token_type is not one that this server issues.");
        if (parameters.Contains("actor_token") != parameters.Contains("actor_token_type"))
            return OAuthError.InvalidRequest("The actor_token and the actor_token_type go together.");
        return parameters.Unquoted("actor_token_type") is null or TokenTypes.AccessToken or TokenTypes.Jwt
            ? null
            : OAuthError.InvalidRequest("The actor_token_type is not one that this server knows.");
    }

    /// <summary>
    /// An actor token must be the client's own. It proves no more than the client authentication, and must not contradict it.
    /// </summary>
    private async ValueTask<OAuthError?> CheckActorTokenAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters.Unquoted("actor_token") is not { } token)
            return null;
        var actor = await tokens.ValidateAsync(request.Workspace, token, cancellationToken);
        if (actor.IsError)
            return OAuthError.InvalidRequest("The actor_token is not a valid token of this server.", actor.Error.Description);
        if (actor.Value.Confirmation is { } bound && bound != request.Proof?.Confirmation)
            return OAuthError.InvalidRequest("The actor_token is bound to a key that the request does not prove.");
        return actor.Value.ClientId == request.Client.ClientId && actor.Value.Subject == request.Client.ClientId && actor.Value.Actor is null
            ? null
            : OAuthError.InvalidRequest("The actor_token is not the client's own.");
    }

    private async ValueTask<OAuthResult<ExchangedSubject>> ReadSubjectAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var token = request.Parameters.Unquoted("subject_token")!;
        if (JwtReader.Read(token) is not { } jwt)
            return OAuthError.InvalidRequest("The subject_token is malformed.");
        if (jwt.Text("iss") == request.Workspace.Issuer)
            return await ReadOwnAsync(request, token, jwt, cancellationToken);
        // An ID token has the typ JWT. A token with the typ of an access token is no ID token.
        var type = request.Parameters.Unquoted("subject_token_type") == TokenTypes.IdToken ? null : AccessTokenWriter.Type;
        var foreign = await foreignTokens.ReadAsync(request.Workspace, jwt, request.Client.ClientId, [], type, cancellationToken);
        return foreign.IsError
            ? foreign.Error
            : new ExchangedSubject(foreign.Value.Subject, ForOthers(request.Permitted), foreign.Value.ExpiresAt, jwt)
            {
                Actor = foreign.Value.Actor,
            };
    }

    private async ValueTask<OAuthResult<ExchangedSubject>> ReadOwnAsync(
        TokenRequest request, string token, JwtReader jwt, CancellationToken cancellationToken)
    {
        var claims = await tokens.ValidateAsync(request.Workspace, token, cancellationToken);
        if (claims.IsError)
            return OAuthError.InvalidRequest("The subject_token is not a valid token of this server.", claims.Error.Description);
        var scope = claims.Value.Scope.Intersect(request.Permitted);
        return new ExchangedSubject(claims.Value.Subject, ForOthers(scope), claims.Value.ExpiresAt, jwt)
        {
            Actor = claims.Value.Actor,
            GrantId = Handle.Parse(claims.Value.TokenId)?.Id,
        };
    }

    /// <summary>A delegate is not the user at the browser. It gets no scopes for identity and offline access.</summary>
    private static ScopeSet ForOthers(ScopeSet scope) => scope.Without(StandardScopes.All);

    private static OAuthResult<Delegation> ActorOf(TokenRequest request, ExchangedSubject subject)
    {
        var clientId = request.Client.ClientId;
        if (subject.MayAct is { } allowed && allowed != clientId)
            return OAuthError.InvalidRequest("The subject_token does not let the client act for its subject.", $"may_act names {allowed}");
        // A client that is the subject itself is no delegate. An existing chain stays all the same.
        var actor = subject.Subject == clientId ? subject.Actor : new Actor(clientId, subject.Actor);
        return actor?.Depth > Actor.MaximumDepth
            ? OAuthError.InvalidRequest("The token has been passed on too often.")
            : new Delegation(actor);
    }

    private sealed record Delegation(Actor? Current);
}
