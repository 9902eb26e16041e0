using System.Security.Cryptography;
using Tollgate.SideBySide.Load;

namespace Tollgate.SideBySide.Servers;

/// <summary>The key of the client <see cref="ClientId"/>, which has no secret. Each run of the benchmark makes a new one.</summary>
internal static class BenchKey
{
    public const string ClientId = "bench-key";

    public static string PrivateFile { get; } = Path.Combine(Places.Scratch, "client-key.pem");

    /// <summary>The public key as a JWK Set.</summary>
    public static string JwksFile { get; } = Path.Combine(Places.Scratch, "client-key.jwks");

    public static void Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(PrivateFile, key.ExportPkcs8PrivateKeyPem());
        using var jwts = new SignedJwts(new JwtPlan(PrivateFile, ClientId, ""));
        File.WriteAllText(JwksFile, jwts.JwkSet);
    }
}
