using System.Text.Json;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Tokens;

/// <summary>auth_time, acr and amr, in ID tokens and in access tokens (RFC 9068 §2.2.1).</summary>
internal static class AuthenticationClaims
{
    public static void Write(Authentication authentication, Utf8JsonWriter json)
    {
        json.WriteNumber("auth_time"u8, authentication.At.ToUnixTimeSeconds());
        json.WriteString("acr"u8, authentication.Acr);
        json.WriteStartArray("amr"u8);
        foreach (var method in authentication.Amr)
            json.WriteStringValue(method);
        json.WriteEndArray();
    }

    /// <summary>Null when no end-user signed in. A token of an earlier version has no amr.</summary>
    public static Authentication? Read(JwtReader jwt) => jwt.Time("auth_time") is { } at && jwt.Text("acr") is { } acr
        ? new Authentication(at, acr, jwt.Texts("amr"))
        : null;
}
