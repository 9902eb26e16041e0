using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.SenderConstraint;

/// <summary>
/// DPoP (RFC 9449): a header of each request has a JWT that proves that the sender has a key. A proof for new tokens is good once, unless the
/// request uses up something else, such as a code. A proof beside an access token is not remembered: its ath binds it to that token, and its
/// iat to the minute (§11.1).
/// </summary>
/// <param name="nonces">Null in a server that cannot make nonces. No workspace of it may require them.</param>
public sealed class Dpop(DpopNonces? nonces, TimeProvider time, Randomness randomness) : ISenderConstraint
{
    /// <summary>How long a jti is remembered beyond the window of its iat, because the clocks of instances differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private static readonly OAuthError Used = DpopProof.Wrong("The DPoP proof was used before.");

    private readonly DpopKeys _keys = new();

    public string Method => ConfirmationMethods.JwkThumbprint;

    public IReadOnlyList<string> Algorithms => DpopProof.Algorithms;

    public ValueTask<OAuthResult<SenderProof>?> ReadAsync(EndpointRequest request, PresentedToken? token, CancellationToken cancellationToken) =>
        request.DpopProof is { } header ? CheckAsync(request, header, token, cancellationToken) : default;

    private async ValueTask<OAuthResult<SenderProof>?> CheckAsync(
        EndpointRequest request, string header, PresentedToken? token, CancellationToken cancellationToken)
    {
        var read = DpopProof.Read(header, _keys);
        if (read.IsError)
            return read.Error;
        var proof = read.Value;
        if (proof.Check(request, token, time.GetUtcNow()) is { } error)
            return error;
        if (!proof.IsSigned)
            return DpopProof.Wrong("The signature of the DPoP proof is wrong.");
        var sender = new SenderProof(new Confirmation(Method, proof.Thumbprint), token is null ? [UseOf(proof)] : []) { Algorithm = proof.Algorithm };
        return request.Workspace.RequiresDpopNonce ? await WithNonceAsync(request, proof, sender, cancellationToken) : sender;
    }

    private async ValueTask<OAuthResult<SenderProof>> WithNonceAsync(
        EndpointRequest request, DpopProof proof, SenderProof sender, CancellationToken cancellationToken)
    {
        var known = nonces ?? throw new InvalidOperationException("This server cannot make nonces, and the workspace requires them.");
        return await known.JudgeAsync(request.Workspace, proof.Nonce, cancellationToken) switch
        {
            NonceVerdict.Current => sender,
            NonceVerdict.Aging => sender with { NextNonce = await known.CurrentAsync(request.Workspace, cancellationToken) },
            _ => new OAuthError(ErrorCodes.UseDpopNonce, "The DPoP proof needs the nonce of the DPoP-Nonce header.")
            {
                DpopNonce = await known.CurrentAsync(request.Workspace, cancellationToken),
            },
        };
    }

    private OneTimeUse UseOf(DpopProof proof) =>
        new(OneTimeKinds.DpopProof, $"{proof.Thumbprint}\n{proof.Id}", proof.IssuedAt + DpopProof.Window + Skew, randomness.Id()) { Refusal = Used };
}
