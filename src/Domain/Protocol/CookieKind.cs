namespace Tollgate.Domain.Protocol;

/// <summary>The cookies that the server knows.</summary>
public enum CookieKind
{
    /// <summary>The handle of the signed-in session.</summary>
    Session,

    /// <summary>A random value that tells this browser from others: forms are bound to it.</summary>
    Browser,
}
