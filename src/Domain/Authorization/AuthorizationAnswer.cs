using System.Globalization;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Events;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Authorization;

/// <summary>Issues a code (RFC 6749 §4.1.2), or an access token for the implicit grant (§4.2.2).</summary>
public sealed class AuthorizationAnswer(
    IGrantStore grants, UserGrants userGrants, AccessTokenWriter accessTokens, IEvents events, TimeProvider time, Randomness randomness)
{
    public async ValueTask<EndpointResult> GiveAsync(
        AuthorizationRequest request, CompleteSignIn signIn, string sessionId, CancellationToken cancellationToken)
    {
        var grant = userGrants.Begin(signIn, request.Scope) with { SessionId = sessionId, Nonce = request.Nonce };
        return request.ResponseType == ResponseType.Code
            ? await IssueCodeAsync(request, grant, cancellationToken)
            : await IssueTokenAsync(request, grant, cancellationToken);
    }

    private async ValueTask<EndpointResult> IssueCodeAsync(AuthorizationRequest request, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        if (await request.SpendAsync(cancellationToken) is { } used)
            return new PageResult(new ErrorPage(used));
        var code = Handle.New(grant.Id, randomness);
        await grants.AddAsync(request.Workspace, grant with
        {
            State = GrantState.CodeIssued,
            RedirectUri = request.Parameters["redirect_uri"],
            ImpliedRedirectUri = request.Parameters.Contains("redirect_uri") ? null : request.RedirectUri,
            CodeChallenge = request.CodeChallenge,
            Confirmation = request.Confirmation,
            CodeHash = code.Hash(),
            CodeExpiresAt = time.GetUtcNow() + CodeLifetimeOf(request),
        }, cancellationToken);
        return AuthorizationResponse.Success(request, ("code", code.Text));
    }

    private static TimeSpan CodeLifetimeOf(AuthorizationRequest request) =>
        request.Workspace.CodeLifetime > Fapi2.MaximumCodeLifetime && Permitted.MustKeepFapi2(request.Workspace, request.Client)
            ? Fapi2.MaximumCodeLifetime
            : request.Workspace.CodeLifetime;

    private async ValueTask<EndpointResult> IssueTokenAsync(AuthorizationRequest request, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        var content = new TokenContent(grant.Subject, grant.Scope) { GrantId = grant.Id, Authentication = grant.Authentication };
        var token = await accessTokens.WriteAsync(request.Workspace, request.Client, content, cancellationToken);
        // The token is signed first, as at the token endpoint, so that an unreachable key leaves no grant behind and uses up no request.
        if (await request.SpendAsync(cancellationToken) is { } used)
            return new PageResult(new ErrorPage(used));
        await grants.AddAsync(request.Workspace, grant, cancellationToken);
        if (events.HearsTokens)
            events.Record(new TokenIssued(request.Workspace.Name, request.Client.ClientId, GrantTypes.Implicit, grant.Id));
        var answer = new List<(string Name, string Value)>
        {
            ("access_token", token.Text),
            ("token_type", token.Type),
            ("expires_in", ((int)token.Lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
        };
        if (!grant.Scope.IsEmpty)
            answer.Add(("scope", grant.Scope.Text));
        return AuthorizationResponse.Success(request, answer) with
        {
            Warning = $"client {request.Client.ClientId} used the legacy grant {GrantTypes.Implicit}",
        };
    }
}
