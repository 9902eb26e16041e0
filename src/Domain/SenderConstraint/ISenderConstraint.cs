using Tollgate.Domain.Messages;
using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.SenderConstraint;

/// <summary>A way to bind tokens to a key of their sender, such as DPoP (RFC 9449).</summary>
public interface ISenderConstraint
{
    /// <summary>The way in which it binds a token, one of <see cref="ConfirmationMethods"/>.</summary>
    string Method { get; }

    /// <param name="token">The token that the request presents. Null at the token endpoint, where it asks for one.</param>
    /// <returns>Null when the request has no proof of this kind. An error when it has one that is wrong.</returns>
    ValueTask<OAuthResult<SenderProof>?> ReadAsync(EndpointRequest request, PresentedToken? token, CancellationToken cancellationToken);
}

/// <summary>What a request proves: that its sender has a key.</summary>
/// <param name="Uses">The ids that the proof uses up.</param>
public sealed record SenderProof(Confirmation Confirmation, IReadOnlyList<OneTimeUse> Uses);
