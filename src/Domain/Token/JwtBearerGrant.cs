using Tollgate.Domain.Handles;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Messages;
using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Domain.Workloads;

namespace Tollgate.Domain.Token;

/// <summary>
/// An assertion of a trusted issuer as a grant (RFC 7523 §2.1). An assertion with a jti is accepted once. An assertion that has proved the
/// client itself, as a workload sends it, gives a token that speaks for the client.
/// </summary>
public sealed class JwtBearerGrant(ForeignTokenReader foreignTokens, TimeProvider time, Randomness randomness) : IGrant
{
    /// <summary>Assertions are short-lived. The limit bounds how long a jti must be stored.</summary>
    private static readonly TimeSpan MaximumLifetime = TimeSpan.FromDays(1);

    public string GrantType => GrantTypes.JwtBearer;

    public async ValueTask<OAuthResult<TokenAuthorization>> AuthorizeAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Client.IsPublic)
            return OAuthError.UnauthorizedClient("A public client may not present assertions: issuers trust clients by name.");
        if (request.Parameters["assertion"] is not { } assertion)
            return OAuthError.InvalidRequest("The assertion is missing.");
        if (JwtReader.Read(assertion) is not { } jwt)
            return Invalid("malformed");
        if (!Confirmation.TryRead(jwt.Payload, out var bound) || (bound is not null && bound != request.Proof?.Confirmation))
            return Invalid("bound to a key that the request does not prove");
        if (request.AuthenticatedClient.Method == WorkloadGrantAuthentication.MethodName)
            return OfClient(request, jwt);
        var workspace = request.Workspace;
        var token = await foreignTokens.ReadAsync(
            workspace, jwt, request.Client.ClientId, [workspace.Issuer, workspace.Address(Paths.Token)], type: null, cancellationToken);
        if (token.IsError)
            return Invalid(token.Error.Detail);
        if (token.Value.ExpiresAt > time.GetUtcNow() + MaximumLifetime)
            return Invalid("lives too long");
        var scope = request.Granted(new ScopeTerms(request.Permitted.Without(StandardScopes.All)));
        if (scope.IsError)
            return scope.Error;
        if (jwt.Payload.TryGetProperty("jti", out _) && jwt.Text("jti") is null)
            return Invalid("has an id that is no text");
        return new TokenAuthorization(token.Value.Subject, scope.Value)
        {
            Actor = token.Value.Actor,
            NotAfter = token.Value.ExpiresAt,
            Uses = jwt.Text("jti") is { } id ? [UseOf(token.Value, id)] : [],
        };
    }

    /// <summary>The token ends with the assertion at the latest (RFC 7521 §4.1). There is no refresh token: the workload sends its next token.</summary>
    private static OAuthResult<TokenAuthorization> OfClient(TokenRequest request, JwtReader jwt)
    {
        var permitted = request.Permitted;
        var scope = request.Granted(new ScopeTerms(permitted, OutsideScope.Refused) { Usual = permitted.Without(StandardScopes.All) });
        return scope.IsError ? scope.Error : new TokenAuthorization(request.Client.ClientId, scope.Value) { NotAfter = jwt.Time("exp") };
    }

    private OneTimeUse UseOf(ForeignToken token, string id) =>
        new(OneTimeKinds.Assertion, $"{token.Issuer.Issuer}\n{id}", token.ExpiresAt, randomness.Id()) { Refusal = Invalid("used before") };

    private static OAuthError Invalid(string? detail) =>
        OAuthError.InvalidGrant("The assertion is not one that this server trusts, or it was used before.", detail);
}
