using System.Text.Json;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Token;

/// <summary>The subject of a subject token, and the scope and lifetime that an exchange may pass on.</summary>
internal sealed record ExchangedSubject(string Subject, ScopeSet Scope, DateTimeOffset ExpiresAt, JwtReader Token)
{
    public Actor? Actor { get; init; }

    public string? GrantId { get; init; }

    /// <summary>Whether the token is bound to a key (RFC 7800 §3.1). A token without a key must not come of it.</summary>
    public bool IsBound => Token.Payload.TryGetProperty("cnf", out _);

    /// <summary>
    /// The party that may act for the subject, from the may_act claim (RFC 8693 §4.4). If the claim is malformed, the value is empty and
    /// allows no party. Without the claim, the value is null.
    /// </summary>
    public string? MayAct => Token.Payload.TryGetProperty("may_act", out var mayAct)
        ? mayAct.ValueKind == JsonValueKind.Object ? JwtReader.Text(mayAct, "sub") ?? JwtReader.Text(mayAct, "client_id") ?? "" : ""
        : null;
}
