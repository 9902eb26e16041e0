namespace Tollgate.Domain.Protocol;

/// <summary>The scopes of OpenID Connect (Core §5.4 and §11).</summary>
public static class StandardScopes
{
    public const string OpenId = "openid";
    public const string Profile = "profile";
    public const string Email = "email";
    public const string Address = "address";
    public const string Phone = "phone";
    public const string OfflineAccess = "offline_access";

    public static readonly ScopeSet All = ScopeSet.Of(OpenId, Profile, Email, Address, Phone, OfflineAccess);

    /// <summary>The scopes of an application whose description names no scope. Few applications need an address or a telephone number.</summary>
    public static readonly ScopeSet Usual = ScopeSet.Of(OpenId, Profile, Email, OfflineAccess);
}
