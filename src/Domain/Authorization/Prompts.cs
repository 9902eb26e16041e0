namespace Tollgate.Domain.Authorization;

/// <summary>The values of prompt (OpenID Connect Core §3.1.2.1).</summary>
[Flags]
public enum Prompts
{
    Unspecified = 0,

    /// <summary><c>none</c>: the server shows no page, and gives an error when it would need a page.</summary>
    Silent = 1,
    Login = 2,
    Consent = 4,
    SelectAccount = 8,
}
