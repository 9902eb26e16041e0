namespace Tollgate.Domain.Authorization;

/// <summary>prompt (OpenID Connect Core §3.1.2.1).</summary>
[Flags]
public enum Prompts
{
    Unspecified = 0,

    /// <summary><c>none</c>: show no page, and fail when one would be needed.</summary>
    Silent = 1,
    Login = 2,
    Consent = 4,
    SelectAccount = 8,
}
