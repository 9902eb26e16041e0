using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tokens;

/// <summary>The cnf claim (RFC 7800 §3.1): the key that a token is bound to. Only a sender that proves to have the key may use the token.</summary>
/// <param name="Method">The member of the claim, one of <see cref="ConfirmationMethods"/>.</param>
/// <param name="Thumbprint">The SHA-256 of the key or certificate, in base64url.</param>
public sealed record Confirmation(string Method, string Thumbprint)
{
    /// <summary>The token_type of a token (RFC 6749 §7.1). A token that is bound to a certificate has the type Bearer (RFC 8705 §3).</summary>
    /// <param name="method">Null for a token that is not bound.</param>
    public static string TokenTypeOf(string? method) =>
        method == ConfirmationMethods.JwkThumbprint ? AuthenticationSchemes.DPoP : AuthenticationSchemes.Bearer;

    /// <summary>False when the claim is not one that this server writes. <paramref name="confirmation"/> is null when there is no claim.</summary>
    public static bool TryRead(JsonElement payload, out Confirmation? confirmation)
    {
        confirmation = null;
        if (!payload.TryGetProperty("cnf", out var cnf))
            return true;
        if (cnf.ValueKind != JsonValueKind.Object)
            return false;
        foreach (var method in ConfirmationMethods.All)
            if (JwtReader.Text(cnf, method) is { } thumbprint)
                confirmation = new Confirmation(method, thumbprint);
        return confirmation is not null && cnf.GetPropertyCount() == 1;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString(Method, Thumbprint);
        json.WriteEndObject();
    }
}

/// <summary>The members of the cnf claim that this server knows.</summary>
public static class ConfirmationMethods
{
    /// <summary>The thumbprint of the public key that verifies the sender's proofs (RFC 9449 §6.1).</summary>
    public const string JwkThumbprint = "jkt";

    /// <summary>The thumbprint of a TLS client certificate (RFC 8705 §3.1).</summary>
    public const string Certificate = "x5t#S256";

    public static readonly IReadOnlyList<string> All = [JwkThumbprint, Certificate];
}

/// <summary>Writes a confirmation as a cnf claim.</summary>
internal sealed class ConfirmationJsonConverter : JsonConverter<Confirmation>
{
    public override Confirmation? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Confirmations are read from validated tokens only.");

    public override void Write(Utf8JsonWriter writer, Confirmation value, JsonSerializerOptions options) => value.Write(writer);
}
