namespace Tollgate.Domain.Authorization;

/// <summary>response_type (RFC 6749 §3.1.1).</summary>
public enum ResponseType
{
    Code,

    /// <summary>The implicit grant, only for clients that have it.</summary>
    Token,
}
