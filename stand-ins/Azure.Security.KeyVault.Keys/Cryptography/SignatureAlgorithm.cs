using System.ComponentModel;

namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>The JOSE name of a signature algorithm.</summary>
public readonly struct SignatureAlgorithm : IEquatable<SignatureAlgorithm>
{
    private readonly string _value;

    public SignatureAlgorithm(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));

    public static SignatureAlgorithm RS256 { get; } = new("RS256");
    public static SignatureAlgorithm RS384 { get; } = new("RS384");
    public static SignatureAlgorithm RS512 { get; } = new("RS512");
    public static SignatureAlgorithm PS256 { get; } = new("PS256");
    public static SignatureAlgorithm PS384 { get; } = new("PS384");
    public static SignatureAlgorithm PS512 { get; } = new("PS512");
    public static SignatureAlgorithm ES256 { get; } = new("ES256");
    public static SignatureAlgorithm ES384 { get; } = new("ES384");
    public static SignatureAlgorithm ES512 { get; } = new("ES512");
    public static SignatureAlgorithm ES256K { get; } = new("ES256K");
    public static SignatureAlgorithm HS256 { get; } = new("HS256");
    public static SignatureAlgorithm HS384 { get; } = new("HS384");
    public static SignatureAlgorithm HS512 { get; } = new("HS512");

    public static implicit operator SignatureAlgorithm(string value) => new(value);

    public static bool operator ==(SignatureAlgorithm left, SignatureAlgorithm right) => left.Equals(right);

    public static bool operator !=(SignatureAlgorithm left, SignatureAlgorithm right) => !left.Equals(right);

    public bool Equals(SignatureAlgorithm other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object obj) => obj is SignatureAlgorithm other && Equals(other);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value?.GetHashCode() ?? 0;

    public override string ToString() => _value;
}
