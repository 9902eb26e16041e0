using System.Buffers.Text;
using System.Security.Cryptography;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SenderConstraint;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>
/// dpop_jkt names the key that redeems the code (RFC 9449 §10). A client that must bind its tokens gets none from the implicit grant,
/// because that grant has no request that could prove a key.
/// </summary>
public sealed class DpopKeyRule(SenderProofs proofs) : IAuthorizationRule
{
    private const string Parameter = "dpop_jkt";

    public OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.ResponseType != ResponseType.Code && Permitted.RequiresDpop(request.Workspace, request.Client))
            return OAuthError.UnauthorizedClient("The client is registered to prove its key, which the implicit grant cannot ask for.");
        if (request.Parameters[Parameter] is not { } thumbprint || proofs.AlgorithmsOf(ConfirmationMethods.JwkThumbprint) is null)
            return null;
        if (request.ResponseType != ResponseType.Code)
            return OAuthError.InvalidRequest("The dpop_jkt goes with a request for a code only.");
        if (!IsThumbprint(thumbprint))
            return OAuthError.InvalidRequest("The dpop_jkt is not a base64url SHA-256.");
        request.Confirmation = new Confirmation(ConfirmationMethods.JwkThumbprint, thumbprint);
        return null;
    }

    /// <summary>The parameter that names the key of a proof. Null for a request without one.</summary>
    public static KeyValuePair<string, string>? ParameterOf(SenderProof? proof) =>
        proof?.Confirmation is { Method: ConfirmationMethods.JwkThumbprint, Thumbprint: var thumbprint } ? new(Parameter, thumbprint) : null;

    /// <summary>Whether a request names one key and proves another.</summary>
    public static bool Differs(ParameterSet parameters, SenderProof? proof) =>
        ParameterOf(proof) is { Value: var proved } && parameters[Parameter] is { } named && named != proved;

    private static bool IsThumbprint(string text) => !text.AsSpan().ContainsAnyExcept(Base64UrlAlphabet.Characters)
        && Base64Url.IsValid(text, out var length) && length == SHA256.HashSizeInBytes;
}
