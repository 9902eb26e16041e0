using Tollgate.Domain.Messages;
using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.SenderConstraint;

/// <summary>A way to bind tokens to a key of their sender, such as DPoP (RFC 9449).</summary>
public interface ISenderConstraint
{
    /// <summary>The member of the cnf claim in its tokens, one of <see cref="ConfirmationMethods"/>.</summary>
    string Method { get; }

    /// <summary>The JWS algorithms of its proofs. Empty when its proofs are no JWTs.</summary>
    IReadOnlyList<string> Algorithms => [];

    /// <param name="token">The token that the request presents. Null for a proof that binds new tokens or a code.</param>
    /// <returns>Null when the request has no proof of this kind. An error when the proof is wrong.</returns>
    ValueTask<OAuthResult<SenderProof>?> ReadAsync(EndpointRequest request, PresentedToken? token, CancellationToken cancellationToken);
}

/// <summary>The proof that the sender of a request has a key.</summary>
/// <param name="Uses">The ids that the proof uses up.</param>
public sealed record SenderProof(Confirmation Confirmation, IReadOnlyList<OneTimeUse> Uses)
{
    /// <summary>The JWS algorithm of the proof. Null when the proof is no JWT.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The nonce for the sender's next proof. Null when the sender may keep the one it has.</summary>
    public string? NextNonce { get; init; }
}
