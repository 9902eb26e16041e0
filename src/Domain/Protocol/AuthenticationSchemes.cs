namespace Tollgate.Domain.Protocol;

/// <summary>Schemes of the Authorization header, and with the first of them the type of a token (RFC 6750, RFC 7617).</summary>
public static class AuthenticationSchemes
{
    public const string Bearer = "Bearer";
    public const string Basic = "Basic";
}
