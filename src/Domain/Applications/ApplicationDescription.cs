namespace Tollgate.Domain.Applications;

/// <summary>The content of a form that describes an application, as typed. It may be invalid; the form is then shown again.</summary>
public sealed record ApplicationDescription
{
    public const int MaximumText = 500;
    public const int MaximumName = 100;

    public string Name { get; init; } = "";

    /// <summary>The purpose of the application, in the applicant's words.</summary>
    public string Purpose { get; init; } = "";

    public string Contact { get; init; } = "";

    public bool IsPublic { get; init; }

    /// <summary>Whether the form has the fields of keys. A form without them leaves the keys as they are.</summary>
    public bool HasKeyFields { get; init; }

    /// <summary>The JWK Set of the client as JSON.</summary>
    public string Jwks { get; init; } = "";

    public string JwksUri { get; init; } = "";

    /// <summary>Whether the secrets stay beside the keys.</summary>
    public bool KeepsSecret { get; init; }

    public IReadOnlyList<string> GrantTypes { get; init; } = [];

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>The audiences of the resources that the application wants to access.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>The scopes besides the scopes of the resources.</summary>
    public string Scope { get; init; } = "";

    public bool RequiresConsent { get; init; } = true;

    /// <summary>Whether the program that registered the application loses the right to change it (RFC 7592). For operators only.</summary>
    public bool EndsSelfManagement { get; init; }
}
