namespace Tollgate.Domain.Users;

/// <summary>How and when a person signed in: auth_time, acr and amr (OpenID Connect Core §2).</summary>
/// <param name="At">The time of the sign-in. A sign-out or a new password ends only earlier sign-ins.</param>
/// <param name="Acr">The level, one of <see cref="AcrValues"/>.</param>
/// <param name="Amr">The methods, as RFC 8176 names them.</param>
/// <param name="Provider">The identity provider at which the person signed in. Null when the person signed in at this server.</param>
public sealed record Authentication(DateTimeOffset At, string Acr, IReadOnlyList<string> Amr, string? Provider = null)
{
    private static readonly IReadOnlyList<string> Password = ["pwd"];

    public static Authentication ByPassword(DateTimeOffset at) => new(at, AcrValues.Password, Password);

    /// <summary>Whether the person signed in with a password alone, at this server.</summary>
    public bool IsByPassword => Acr == AcrValues.Password && Provider is null && Amr is ["pwd"];

    /// <summary>
    /// The sign-in with a further step. Its time stays the time of the first step, so a sign-out after the first step ends the whole
    /// sign-in.
    /// </summary>
    public Authentication And(string acr, params IEnumerable<string> methods) => this with { Acr = acr, Amr = [.. Amr, .. methods] };

    public bool Equals(Authentication? other) =>
        other is not null && At == other.At && Acr == other.Acr && Provider == other.Provider && Amr.SequenceEqual(other.Amr);

    public override int GetHashCode() => HashCode.Combine(At, Acr, Provider);
}

/// <summary>The levels of sign-in that this server tells apart: values of the acr claim.</summary>
public static class AcrValues
{
    public const string Password = "urn:tollgate:acr:password";
    public const string TwoFactor = "urn:tollgate:acr:two-factor";
    public const string Passkey = "urn:tollgate:acr:passkey";
    public const string Provider = "urn:tollgate:acr:provider";
}
