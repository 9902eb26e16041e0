using System.Text;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Messages;

/// <summary>
/// A WWW-Authenticate challenge (RFC 9110 §11.6.1). <paramref name="IsErrorShown"/> is false where the request held no
/// credentials at all: RFC 6750 §3.1 then wants the bare challenge.
/// </summary>
public sealed record Challenge(string Scheme, string Realm, bool IsErrorShown = false, string? Scope = null)
{
    public string ToHeaderValue(OAuthError error)
    {
        var value = new StringBuilder(Scheme).Append(" realm=\"").Append(Realm).Append('"');
        if (IsErrorShown)
            value.Append(", error=\"").Append(error.Code).Append("\", error_description=\"").Append(error.Description).Append('"');
        if (Scope is not null)
            value.Append(", scope=\"").Append(Scope).Append('"');
        return value.ToString();
    }
}
