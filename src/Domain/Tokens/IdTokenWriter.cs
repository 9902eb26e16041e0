using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tollgate.Domain.Claims;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tokens;

/// <summary>Makes ID tokens (OpenID Connect Core §2).</summary>
public sealed class IdTokenWriter(IKeyRings keys, IUserStore users, TimeProvider time)
{
    public async ValueTask<string> WriteAsync(
        Workspace workspace, Client client, TokenContent content, string accessToken, CancellationToken cancellationToken)
    {
        var ring = keys.Of(workspace);
        var algorithm = await TokenAlgorithms.OfIdTokenAsync(ring, workspace, client, cancellationToken);
        var claims = await users.FindAsync(workspace, content.Subject, cancellationToken) is { } user
            ? ClaimsPolicy.Select(TokenKind.IdToken, workspace, content.Scope, client, RequestedClaims.None, user)
            : UserClaims.None;
        var payload = Write(workspace, client, content, claims, accessToken, time.GetUtcNow());
        return await JwtWriter.WriteAsync(ring, algorithm, "JWT", payload.WrittenMemory, cancellationToken);
    }

    private static ArrayBufferWriter<byte> Write(
        Workspace workspace, Client client, TokenContent content, UserClaims claims, string accessToken, DateTimeOffset issuedAt)
    {
        var payload = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(payload);
        json.WriteStartObject();
        json.WriteString("iss"u8, workspace.Issuer);
        json.WriteString("aud"u8, client.ClientId);
        json.WriteString("sub"u8, content.Subject);
        json.WriteNumber("iat"u8, issuedAt.ToUnixTimeSeconds());
        json.WriteNumber("exp"u8, (issuedAt + workspace.IdTokenLifetime).ToUnixTimeSeconds());
        if (content.Authentication is { } authentication)
            AuthenticationClaims.Write(authentication, json);
        if (content.Nonce is not null)
            json.WriteString("nonce"u8, content.Nonce);
        if (content.SessionId is not null)
            json.WriteString("sid"u8, content.SessionId);
        json.WriteString("at_hash"u8, HashOf(accessToken));
        claims.Write(json);
        json.WriteEndObject();
        return payload;
    }

    /// <summary>
    /// at_hash: the left half of the SHA-256, which is the hash of every supported algorithm (OpenID Connect Core §3.1.3.6).
    /// </summary>
    private static string HashOf(string accessToken) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, SHA256.HashSizeInBytes / 2));
}
