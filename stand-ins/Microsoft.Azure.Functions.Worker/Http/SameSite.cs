namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>The SameSite attribute of a cookie.</summary>
public enum SameSite
{
    /// <summary>The attribute is left out; <see cref="ExplicitNone"/> writes <c>SameSite=None</c>.</summary>
    None,
    Lax,
    Strict,
    ExplicitNone,
}
