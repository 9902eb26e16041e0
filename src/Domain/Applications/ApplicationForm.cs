using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Applications;

/// <summary>Names and reads the fields of the forms that describe an application.</summary>
public static class ApplicationForm
{
    public const string Name = "name";
    public const string Purpose = "purpose";
    public const string Contact = "contact";

    /// <summary><c>public</c> or <c>confidential</c>.</summary>
    public const string ClientType = "client_type";

    /// <summary>Present in a form that shows the fields of keys. An empty field is no parameter, so only this one tells.</summary>
    public const string KeyFields = "key_fields";

    /// <summary>A JWK Set as JSON.</summary>
    public const string Jwks = "jwks";

    public const string JwksUri = "jwks_uri";

    /// <summary>Whether the client may use its secrets beside its keys.</summary>
    public const string KeepSecret = "keep_secret";

    /// <summary>One URI on each line.</summary>
    public const string RedirectUris = "redirect_uris";

    /// <summary>One URI on each line.</summary>
    public const string PostLogoutRedirectUris = "post_logout_redirect_uris";

    public const string Scope = "scope";
    public const string RequiresConsent = "requires_consent";

    /// <summary><c>within</c> or <c>end</c>.</summary>
    public const string SelfManagement = "self_management";

    /// <summary>A checkbox for each grant type has a name of its own, because a repeated parameter is refused.</summary>
    public static string GrantField(string grantType) => "grant:" + grantType;

    /// <summary>
    /// The name of the checkbox for one resource. Each checkbox has its own name for the same reason as in <see cref="GrantField"/>.
    /// </summary>
    public static string ResourceField(string audience) => "resource:" + audience;

    public static ApplicationDescription Read(Workspace workspace, ParameterSet parameters) => new()
    {
        Name = Text(parameters, Name),
        Purpose = Text(parameters, Purpose),
        Contact = Text(parameters, Contact),
        IsPublic = parameters[ClientType] == "public",
        HasKeyFields = parameters.Contains(KeyFields),
        Jwks = Text(parameters, Jwks),
        JwksUri = Text(parameters, JwksUri),
        KeepsSecret = parameters.Contains(KeepSecret),
        GrantTypes = [.. GrantTypes.Offered.Where(grantType => parameters.Contains(GrantField(grantType)))],
        Resources = [.. workspace.Resources.Select(resource => resource.Audience).Where(audience => parameters.Contains(ResourceField(audience)))],
        RedirectUris = Lines(parameters, RedirectUris),
        PostLogoutRedirectUris = Lines(parameters, PostLogoutRedirectUris),
        Scope = Text(parameters, Scope),
        RequiresConsent = parameters.Contains(RequiresConsent),
        EndsSelfManagement = parameters[SelfManagement] == "end",
    };

    private static string Text(ParameterSet parameters, string name) =>
        new string([.. (parameters[name] ?? "").Select(c => char.IsControl(c) && c != '\n' ? ' ' : c)]).Trim();

    private static string[] Lines(ParameterSet parameters, string name) =>
        [.. (parameters[name] ?? "").Split(['\n', '\r', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
