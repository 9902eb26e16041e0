using System.Text.Json;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Token;

/// <summary>Whom a subject token speaks for, and how much of it may go on.</summary>
internal sealed record ExchangedSubject(string Subject, ScopeSet Scope, DateTimeOffset ExpiresAt, JwtReader Token)
{
    public Actor? Actor { get; init; }

    public string? GrantId { get; init; }

    /// <summary>Who may act for the subject (RFC 8693 §4.4); empty, and so nobody, where the claim makes no sense. Null without the claim.</summary>
    public string? MayAct => Token.Payload.TryGetProperty("may_act", out var mayAct)
        ? mayAct.ValueKind == JsonValueKind.Object ? JwtReader.Text(mayAct, "sub") ?? JwtReader.Text(mayAct, "client_id") ?? "" : ""
        : null;
}
