using System.Buffers;
using System.Text.Json;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tokens;

/// <summary>Makes JWT access tokens (RFC 9068 §2).</summary>
public sealed class AccessTokenWriter(IKeyRings keys, TimeProvider time, Randomness randomness)
{
    public const string Type = "at+jwt";

    /// <summary>
    /// Whether the workspace has keys for the algorithms that the client is registered for. If the client must keep FAPI 2.0, FAPI 2.0 must
    /// also allow these algorithms.
    /// </summary>
    public bool CanSignFor(Workspace workspace, Client client) => TokenAlgorithms.CanSign(keys.Of(workspace), workspace, client);

    public async ValueTask<IssuedAccessToken> WriteAsync(
        Workspace workspace, Client client, TokenContent content, CancellationToken cancellationToken)
    {
        var issuedAt = time.GetUtcNow();
        var expiresAt = issuedAt + workspace.AccessTokenLifetime;
        var claims = new AccessTokenClaims
        {
            Issuer = workspace.Issuer,
            Audience = content.Audience ?? client.Audience ?? workspace.DefaultAudience,
            Subject = content.Subject,
            ClientId = client.ClientId,
            IssuedAt = issuedAt,
            ExpiresAt = content.NotAfter < expiresAt ? content.NotAfter.Value : expiresAt,
            // The jti names the grant, so that a later check of the token finds its row.
            TokenId = content.GrantId is { } grantId ? Handle.Of(grantId, randomness.Id()).Text : randomness.Id(),
            Scope = content.Scope,
            Authentication = content.Authentication,
            Actor = content.Actor,
            Confirmation = content.Confirmation,
        };
        var ring = keys.Of(workspace);
        var algorithm = await TokenAlgorithms.OfAccessTokenAsync(ring, workspace, client, cancellationToken);
        var text = await JwtWriter.WriteAsync(ring, algorithm, Type, Write(claims).WrittenMemory, cancellationToken);
        return new IssuedAccessToken(text, claims.ExpiresAt - issuedAt, Confirmation.TokenTypeOf(claims.Confirmation?.Method));
    }

    private static ArrayBufferWriter<byte> Write(AccessTokenClaims claims)
    {
        var payload = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(payload);
        json.WriteStartObject();
        json.WriteString("iss"u8, claims.Issuer);
        json.WriteString("aud"u8, claims.Audience);
        json.WriteString("sub"u8, claims.Subject);
        json.WriteString("client_id"u8, claims.ClientId);
        json.WriteNumber("iat"u8, claims.IssuedAt.ToUnixTimeSeconds());
        json.WriteNumber("exp"u8, claims.ExpiresAt.ToUnixTimeSeconds());
        json.WriteString("jti"u8, claims.TokenId);
        if (!claims.Scope.IsEmpty)
            json.WriteString("scope"u8, claims.Scope.Text);
        if (claims.Authentication is { } authentication)
            AuthenticationClaims.Write(authentication, json);

        if (claims.Actor is { } actor)
        {
            json.WritePropertyName("act"u8);
            actor.Write(json);
        }

        if (claims.Confirmation is { } confirmation)
        {
            json.WritePropertyName("cnf"u8);
            confirmation.Write(json);
        }

        json.WriteEndObject();
        return payload;
    }
}
