namespace Tollgate.Domain.Authorization;

/// <summary>How the answer reaches the client (OAuth 2.0 Multiple Response Type Encoding Practices §2.1, Form Post Response Mode).</summary>
public enum ResponseMode
{
    Query,
    Fragment,
    FormPost,
}
