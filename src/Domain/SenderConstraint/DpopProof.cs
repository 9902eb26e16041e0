using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.SenderConstraint;

/// <summary>A DPoP proof as a request has it (RFC 9449 §4.2), and the checks that its own content decides (§4.3).</summary>
internal sealed class DpopProof
{
    public const string Type = "dpop+jwt";

    /// <summary>The algorithms of proofs. All are asymmetric, so only the owner of the private key can make a proof.</summary>
    public static readonly IReadOnlyList<string> Algorithms = VerificationAlgorithms.All;

    /// <summary>More than the proof of the largest key needs.</summary>
    private const int MaximumLength = 8 * 1024;

    /// <summary>How far the iat of a proof may be from the time here, in either direction.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly JwtReader _jwt;
    private readonly PublicKey _key;

    private DpopProof(JwtReader jwt, PublicKey key, string id, DateTimeOffset issuedAt)
    {
        (_jwt, _key) = (jwt, key);
        (Id, IssuedAt) = (id, issuedAt);
    }

    public string Id { get; }

    public DateTimeOffset IssuedAt { get; }

    /// <summary>The SHA-256 thumbprint of the key (RFC 7638).</summary>
    public string Thumbprint => _key.KeyId;

    public string Algorithm => _key.Algorithm;

    public string? Nonce => _jwt.Text("nonce");

    public bool IsSigned => _jwt.IsSignedBy(_key);

    public static OAuthResult<DpopProof> Read(string header, DpopKeys keys)
    {
        if (header.Contains(',', StringComparison.Ordinal))
            return Wrong("The request has more than one DPoP header.");
        if (header.Length > MaximumLength || JwtReader.Read(header) is not { } jwt)
            return Wrong("The DPoP proof is no signed JWT, is too long, or has a member twice or the member crit.");
        if (jwt.Type != Type)
            return Wrong("The typ of the DPoP proof is not dpop+jwt.");
        if (jwt.Algorithm is not { } algorithm || !Algorithms.Contains(algorithm))
            return Wrong("The alg of the DPoP proof is none that this server takes.");
        if (keys.Find(header[..header.IndexOf('.', StringComparison.Ordinal)], jwt.Header, algorithm) is not { } key)
            return Wrong("The jwk of the DPoP proof is missing, is not a public key, or does not fit the alg.");
        return jwt.Text("jti") is { Length: > 0 } id && jwt.Time("iat") is { } issuedAt
            ? new DpopProof(jwt, key, id, issuedAt)
            : Wrong("The DPoP proof needs a jti that is text and an iat that is a number.");
    }

    /// <summary>The error of a proof for another request, another time or another token. Null when it fits.</summary>
    public OAuthError? Check(EndpointRequest request, PresentedToken? token, DateTimeOffset now) =>
        CheckRequest(request) ?? CheckTime(now) ?? CheckToken(token);

    public static OAuthError Wrong(string description, string? detail = null) => OAuthError.InvalidDpopProof(description, detail);

    private OAuthError? CheckRequest(EndpointRequest request)
    {
        if (_jwt.Text("htm") is not { } method || method != request.Method)
            return Wrong("The htm of the DPoP proof is not the method of the request.", $"htm {Shortened(_jwt.Text("htm"))} at {request.Method}");
        return _jwt.Text("htu") is { } uri && DpopAddress.IsOf(request, uri)
            ? null
            : Wrong("The htu of the DPoP proof is not the address of the endpoint.", $"htu {Shortened(_jwt.Text("htu"))} at {request.Address}");
    }

    private OAuthError? CheckTime(DateTimeOffset now)
    {
        if ((now - IssuedAt).Duration() > Window)
            return Wrong("The iat of the DPoP proof is more than 60 seconds away from the time here.", $"iat {IssuedAt:O}");
        var isBounded = _jwt.Payload.TryGetProperty("exp", out _);
        if (isBounded && !(_jwt.Time("exp") > now))
            return Wrong("The DPoP proof has expired.");
        return _jwt.HasNoTimeAfter("nbf", now + Window) ? null : Wrong("The DPoP proof is not valid yet.");
    }

    private OAuthError? CheckToken(PresentedToken? token)
    {
        if (token is null)
            return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token.Text), hash);
        return _jwt.Text("ath") == Base64Url.EncodeToString(hash) ? null : Wrong("The ath of the DPoP proof is not the hash of the access token.");
    }

    /// <summary>The start of a value of the caller, for the log.</summary>
    private static string? Shortened(string? text) => text?.Length > 200 ? text[..200] : text;
}
