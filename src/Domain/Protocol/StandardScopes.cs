namespace Tollgate.Domain.Protocol;

/// <summary>OpenID Connect Core §5.4 and §11.</summary>
public static class StandardScopes
{
    public const string OpenId = "openid";
    public const string Profile = "profile";
    public const string Email = "email";
    public const string OfflineAccess = "offline_access";

    public static readonly ScopeSet All = ScopeSet.Of(OpenId, Profile, Email, OfflineAccess);
}
