using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>
/// Accepts every nonce that can be stored with the grant. The state needs no such rule, because it is not stored. Only the maximum
/// length of a request line limits it (<see cref="Messages.RequestLine"/>).
/// </summary>
public sealed class NonceRule : IAuthorizationRule
{
    /// <summary>A text in a row of Table Storage has up to 64 KiB of UTF-16.</summary>
    public const int MaximumLength = 32 * 1024;

    public OAuthError? Apply(AuthorizationRequest request) => request.Nonce?.Length > MaximumLength
        ? OAuthError.InvalidRequest("The nonce is longer than the 32,768 characters that this server can store.")
        : null;
}
