using System.Security.Cryptography;

namespace Azure.Security.KeyVault.Keys;

/// <summary>The platform's curve, with the length of its integers, for each curve name.</summary>
internal static class EcCurve
{
    private static readonly (KeyCurveName Name, string Oid, int Length)[] _known =
    [
        (KeyCurveName.P256, "1.2.840.10045.3.1.7", 32),
        (KeyCurveName.P256K, "1.3.132.0.10", 32),
        (KeyCurveName.P384, "1.3.132.0.34", 48),
        (KeyCurveName.P521, "1.3.132.0.35", 66),
    ];

    public static (ECCurve Curve, int Length) Of(KeyCurveName name)
    {
        var known = Array.Find(_known, curve => curve.Name == name);
        return known.Oid is null
            ? throw new InvalidOperationException($"The curve '{name}' is unknown.")
            : (ECCurve.CreateFromValue(known.Oid), known.Length);
    }

    public static KeyCurveName NameOf(ECCurve curve)
    {
        // Some platforms give a named curve a friendly name and no number.
        var oid = curve.Oid.Value ?? Oid.FromFriendlyName(curve.Oid.FriendlyName!, OidGroup.PublicKeyAlgorithm).Value;
        var known = Array.Find(_known, candidate => candidate.Oid == oid);
        return known.Oid is null ? throw new InvalidOperationException($"The curve '{oid}' has no name.") : known.Name;
    }
}
