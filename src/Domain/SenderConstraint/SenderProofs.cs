using Tollgate.Domain.Messages;
using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.SenderConstraint;

/// <summary>
/// Reads the proofs of possession in a request. At the token endpoint, a proof binds the new tokens. At other endpoints, a bound access
/// token needs its proof, and an unbound access token needs the scheme Bearer.
/// </summary>
public sealed class SenderProofs(IReadOnlyList<ISenderConstraint> constraints, IOneTimeUses oneTimeUses)
{
    /// <summary>The proof of a token request. Null when the request has no proof. A request may have only one kind of proof.</summary>
    public async ValueTask<OAuthResult<SenderProof>?> ReadAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        OAuthResult<SenderProof>? found = null;
        for (var i = 0; i < constraints.Count; i++)
        {
            if (await constraints[i].ReadAsync(request, token: null, cancellationToken) is not { } proof)
                continue;
            if (proof.IsError || found is not null)
                return proof.IsError ? proof : OAuthError.InvalidRequest("The request has more than one proof of possession.");
            found = proof;
        }

        return found;
    }

    /// <summary>
    /// The token that a request presents. Null when the request presents no token, or a type of token that this server does not issue.
    /// </summary>
    public PresentedToken? TokenOf(EndpointRequest request) =>
        PresentedToken.Read(request.Authorization) is { } token && (token.IsBearer || Issues(token.Scheme)) ? token : null;

    /// <summary>The claims of the presented token, if the request also proves the key that the token is bound to.</summary>
    public async ValueTask<OAuthResult<AccessTokenClaims>> CheckAsync(
        EndpointRequest request, PresentedToken token, OAuthResult<AccessTokenClaims> claims, CancellationToken cancellationToken)
    {
        if (claims.IsError)
            return claims;
        var confirmation = claims.Value.Confirmation;
        if (token.Scheme != Confirmation.TokenTypeOf(confirmation?.Method))
            return OAuthError.InvalidToken("The access token is of another type than the Authorization header says.");
        return confirmation is null || await IsProvedAsync(request, token, confirmation, cancellationToken)
            ? claims
            : OAuthError.InvalidToken("The access token is bound to a key, and the request does not prove that its sender has it.");
    }

    /// <summary>Refuses a request that presents a token, with the challenge of RFC 6750 §3.</summary>
    /// <param name="scope">The scope that the token lacks.</param>
    public static FailureResult Refuse(EndpointRequest request, OAuthError error, bool isErrorShown = true, string? scope = null) =>
        new(error, new Challenge(AuthenticationSchemes.Bearer, request.Workspace.Issuer, isErrorShown, scope));

    private bool Issues(string type)
    {
        foreach (var constraint in constraints)
            if (Confirmation.TokenTypeOf(constraint.Method) == type)
                return true;
        return false;
    }

    private async ValueTask<bool> IsProvedAsync(
        EndpointRequest request, PresentedToken token, Confirmation confirmation, CancellationToken cancellationToken)
    {
        foreach (var constraint in constraints)
            if (constraint.Method == confirmation.Method
                && await constraint.ReadAsync(request, token, cancellationToken) is { IsError: false, Value: var proof }
                && proof.Confirmation == confirmation)
                return await oneTimeUses.RefusalAsync(request.Workspace, proof.Uses, cancellationToken) is null;
        return false;
    }
}
