namespace Tollgate.Domain.Tokens;

/// <summary>Values of the acr claim (OpenID Connect Core §2).</summary>
public static class AuthenticationContext
{
    /// <summary>A password alone: the lowest level of ISO/IEC 29115.</summary>
    public const string Password = "1";
}
