using System.Buffers;
using System.Text.Json;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Token;

/// <summary>
/// A token response (RFC 6749 §5.1). It has the scope unless the scope is empty, so that a client learns which scopes a wildcard stood
/// for.
/// </summary>
public sealed record TokenResponse
{
    public required string AccessToken { get; init; }

    public required string TokenType { get; init; }

    /// <summary>Seconds.</summary>
    public required int ExpiresIn { get; init; }

    public string? RefreshToken { get; init; }

    public required string? Scope { get; init; }

    /// <summary>RFC 8693 §2.2.1.</summary>
    public string? IssuedTokenType { get; init; }

    /// <summary>OpenID Connect Core §3.1.3.3.</summary>
    public string? IdToken { get; init; }

    /// <summary>Written without a serializer, because this is the most frequent answer and the first of a cold start.</summary>
    /// <param name="nonce">The nonce for the client's next DPoP proof.</param>
    public JsonResult ToResult(string? nonce)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("access_token"u8, AccessToken);
        json.WriteString("token_type"u8, TokenType);
        json.WriteNumber("expires_in"u8, ExpiresIn);
        Write(json, "refresh_token"u8, RefreshToken);
        Write(json, "scope"u8, Scope);
        Write(json, "issued_token_type"u8, IssuedTokenType);
        Write(json, "id_token"u8, IdToken);
        json.WriteEndObject();
        json.Flush();
        return new JsonResult(body.WrittenMemory) { DpopNonce = nonce };
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
