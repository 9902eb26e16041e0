namespace Tollgate.Domain.Protocol;

/// <summary>Schemes of the Authorization header (RFC 9110 §11.1). Bearer and DPoP are token types too.</summary>
public static class AuthenticationSchemes
{
    /// <summary>RFC 6750.</summary>
    public const string Bearer = "Bearer";

    /// <summary>RFC 7617.</summary>
    public const string Basic = "Basic";

    /// <summary>RFC 9449 §7.1.</summary>
    public const string DPoP = "DPoP";
}
