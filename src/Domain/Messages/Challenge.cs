using System.Text;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Messages;

/// <summary>
/// A WWW-Authenticate challenge (RFC 9110 §11.6.1). <paramref name="IsErrorShown"/> is false when the request had no credentials:
/// RFC 6750 §3.1 then asks for a challenge without an error code.
/// </summary>
public sealed record Challenge(string Scheme, string Realm, bool IsErrorShown = false, string? Scope = null)
{
    /// <summary>The JWS algorithms of proofs (RFC 9449 §7.1). Null for a scheme without proofs.</summary>
    public IReadOnlyList<string>? Algorithms { get; init; }

    /// <summary>Another scheme that the caller may use instead. The error is not about it.</summary>
    public Challenge? Other { get; init; }

    public string ToHeaderValue(OAuthError error)
    {
        var value = new StringBuilder(Scheme).Append(" realm=\"").Append(Realm).Append('"');
        if (IsErrorShown)
            value.Append(", error=\"").Append(error.Code).Append("\", error_description=\"").Append(error.Description).Append('"');
        if (Scope is not null)
            value.Append(", scope=\"").Append(Scope).Append('"');
        if (Algorithms is not null)
            value.Append(", algs=\"").AppendJoin(' ', Algorithms).Append('"');
        if (Other is not null)
            value.Append(", ").Append(Other.ToHeaderValue(error));
        return value.ToString();
    }
}
