using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.SenderConstraint;

/// <summary>
/// Reads the proofs of possession in a request. A proof in a token request binds the new tokens. A proof in a pushed request binds the code.
/// Where a request presents an access token, a bound token needs its proof, and an unbound token needs the scheme Bearer.
/// </summary>
public sealed class SenderProofs(IReadOnlyList<ISenderConstraint> constraints, IOneTimeUses oneTimeUses)
{
    /// <summary>
    /// The proof in a token request or a pushed request of a client. Null when the request has no proof. A request may have only one kind of
    /// proof.
    /// </summary>
    public async ValueTask<OAuthResult<SenderProof>?> ReadAsync(EndpointRequest request, Client client, CancellationToken cancellationToken)
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

        return AlgorithmFault(found?.Value, Permitted.Profile(request.Workspace, client)) is { } fault ? fault : found;
    }

    /// <summary>The algorithms of the proofs of a method. Null when the server does not have the method.</summary>
    /// <param name="method">One of <see cref="ConfirmationMethods"/>.</param>
    public IReadOnlyList<string>? AlgorithmsOf(string method)
    {
        for (var i = 0; i < constraints.Count; i++)
            if (constraints[i].Method == method)
                return constraints[i].Algorithms;
        return null;
    }

    /// <summary>
    /// The token that a request presents. Null when the request presents no token, or a type of token that this server does not issue.
    /// </summary>
    public PresentedToken? TokenOf(EndpointRequest request) =>
        PresentedToken.Read(request.Authorization) is { } token && (token.IsBearer || Issues(token.Scheme)) ? token : null;

    /// <summary>The claims of the presented token, if the request also proves the key that the token is bound to.</summary>
    public async ValueTask<CheckedToken> CheckAsync(
        EndpointRequest request, PresentedToken token, OAuthResult<AccessTokenClaims> claims, CancellationToken cancellationToken)
    {
        if (claims.IsError)
            return new CheckedToken(claims);
        var confirmation = claims.Value.Confirmation;
        if (token.Scheme != Confirmation.TokenTypeOf(confirmation?.Method))
            return new CheckedToken(OAuthError.InvalidToken("The access token is of another type than the Authorization header says."));
        if (confirmation is null)
            return new CheckedToken(claims);
        var proof = await ReadAsync(request, token, confirmation.Method, cancellationToken);
        if (proof is { IsError: true })
            return new CheckedToken(proof.Value.Error!);
        if (proof is not { Value: { } found } || found.Confirmation != confirmation)
            return new CheckedToken(OAuthError.InvalidToken("The access token is bound to a key, and the request does not prove that its sender has it."));
        if (AlgorithmFault(found, request.Workspace.Profile) is { } fault)
            return new CheckedToken(fault);
        return await oneTimeUses.RefusalAsync(request.Workspace, found.Uses, cancellationToken) is { } used
            ? new CheckedToken(used)
            : new CheckedToken(claims, found.NextNonce);
    }

    /// <summary>
    /// Refuses a request that presents a token, with the challenge of RFC 6750 §3 or RFC 9449 §7.1. A caller without a valid token
    /// learns of both schemes.
    /// </summary>
    /// <param name="scope">The scope that the token lacks.</param>
    public FailureResult Refuse(EndpointRequest request, OAuthError error, bool isErrorShown = true, string? scope = null)
    {
        var (realm, used) = (request.Workspace.Issuer, TokenOf(request)?.Scheme ?? AuthenticationSchemes.Bearer);
        var challenge = new Challenge(used, realm, isErrorShown, scope);
        foreach (var constraint in constraints)
            if (Confirmation.TokenTypeOf(constraint.Method) is not AuthenticationSchemes.Bearer and var scheme)
                challenge = scheme == used ? challenge with { Algorithms = constraint.Algorithms }
                    : scope is not null ? challenge
                    : challenge with { Other = new Challenge(scheme, realm) { Algorithms = constraint.Algorithms, Other = challenge.Other } };
        return new FailureResult(error, challenge);
    }

    private static OAuthError? AlgorithmFault(SenderProof? proof, SecurityProfile profile) =>
        proof?.Algorithm is { } algorithm && !Permitted.AssertionAlgorithms(profile).Contains(algorithm)
            ? OAuthError.InvalidDpopProof("The alg of the DPoP proof is none that the security profile of the client allows.")
            : null;

    private bool Issues(string type)
    {
        foreach (var constraint in constraints)
            if (Confirmation.TokenTypeOf(constraint.Method) == type)
                return true;
        return false;
    }

    private async ValueTask<OAuthResult<SenderProof>?> ReadAsync(
        EndpointRequest request, PresentedToken token, string method, CancellationToken cancellationToken)
    {
        foreach (var constraint in constraints)
            if (constraint.Method == method)
                return await constraint.ReadAsync(request, token, cancellationToken);
        return null;
    }
}

/// <summary>The claims of a presented token, or why it is refused.</summary>
/// <param name="NextNonce">The nonce for the sender's next proof. Null when the sender may keep the one it has.</param>
public readonly record struct CheckedToken(OAuthResult<AccessTokenClaims> Claims, string? NextNonce = null);
