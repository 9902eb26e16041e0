using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Applications;

/// <summary>Checks the description of an application, and makes the client from it.</summary>
public static class ApplicationRules
{
    /// <param name="isRequest">Whether the form is an applicant's request. A request needs a contact, so that operators can answer it.</param>
    public static IReadOnlyList<FormProblem> Check(Workspace workspace, ApplicationDescription form, bool isRequest)
    {
        var problems = new List<FormProblem>();
        problems.AddRange(CheckTexts(form, isRequest));
        if (!form.GrantTypes.Any(grantType => grantType != GrantTypes.RefreshToken))
            problems.Add(new(ApplicationForm.GrantField(GrantTypes.AuthorizationCode), new("grants_missing", "Choose at least one grant type.")));
        foreach (var grantType in form.GrantTypes.Where(grantType => !workspace.HasOn(grantType)))
            problems.Add(new(ApplicationForm.GrantField(grantType), new("grant_off", "The grant {0} is not on in this workspace.", grantType)));
        problems.AddRange(KeyFields.Check(form));
        problems.AddRange(CheckUris(ApplicationForm.RedirectUris, form.RedirectUris));
        problems.AddRange(CheckUris(ApplicationForm.PostLogoutRedirectUris, form.PostLogoutRedirectUris));
        if (ScopeSet.Parse(form.Scope).IsError)
            problems.Add(new(ApplicationForm.Scope, new("scope_form", "A scope can contain only the characters of RFC 6749. Separate scopes by spaces.")));
        else if (problems.Count == 0 && ClientRules.Check(Describe(workspace, form, new Client("new"))) is { } problem)
            problems.Add(new(problem.Key == "redirect_missing" ? ApplicationForm.RedirectUris : ApplicationForm.ClientType, problem));
        return problems;
    }

    /// <summary>The client that a checked form describes. Values that no form shows stay as they are.</summary>
    public static Client Describe(Workspace workspace, ApplicationDescription form, Client client)
    {
        var scope = form.Resources.SelectMany(audience => workspace.FindResource(audience)?.Scopes.Tokens ?? []);
        var described = client with
        {
            ClientName = form.Name,
            Contact = form.Contact.Length > 0 ? form.Contact : null,
            GrantTypes = [.. form.GrantTypes, .. client.GrantTypes.Where(grantType => !GrantTypes.Offered.Contains(grantType))],
            RedirectUris = form.RedirectUris,
            PostLogoutRedirectUris = form.PostLogoutRedirectUris,
            Scope = ScopeSet.Of((ScopeSet.Parse(form.Scope).Value ?? ScopeSet.Empty).Tokens.Concat(scope)),
            Audience = AudienceOf(workspace, form, client),
            RequiresConsent = form.RequiresConsent,
            TokenEndpointAuthMethod = form.IsPublic ? AuthenticationMethods.None : client.IsPublic ? null : client.TokenEndpointAuthMethod,
            Secrets = form.IsPublic ? [] : client.Secrets,
        };
        return KeyFields.Apply(form, described);
    }

    /// <summary>
    /// The form that shows a client as it is. A resource is ticked only when the client has all its scopes, because a tick grants
    /// them all.
    /// </summary>
    public static ApplicationDescription FormOf(Workspace workspace, Client client)
    {
        var resources = ResourcesOf(workspace, client).ToList();
        return new ApplicationDescription
        {
            Name = client.ClientName,
            Contact = client.Contact ?? "",
            IsPublic = client.IsPublic,
            HasKeyFields = true,
            Jwks = client.Keys?.JwkSet ?? "",
            JwksUri = client.Keys?.JwksUri ?? "",
            KeepsSecret = KeyFields.UsesBoth(client),
            GrantTypes = [.. client.GrantTypes.Where(GrantTypes.Offered.Contains)],
            RedirectUris = client.RedirectUris,
            PostLogoutRedirectUris = client.PostLogoutRedirectUris,
            Resources = [.. resources.Select(resource => resource.Audience)],
            Scope = string.Join(' ', client.Scope.Tokens.Where(token => !resources.Exists(resource => resource.Scopes.Contains(token)))),
            RequiresConsent = client.RequiresConsent,
        };
    }

    /// <summary>The form that an operator gets for a request. An application for people gets the scopes of OpenID Connect.</summary>
    public static ApplicationDescription Suggest(ApplicationDescription asked) => asked with
    {
        Scope = asked.GrantTypes.Any(grantType => grantType is GrantTypes.AuthorizationCode or GrantTypes.DeviceCode) ? StandardScopes.Usual.Text : "",
        RequiresConsent = true,
    };

    private static IEnumerable<Resource> ResourcesOf(Workspace workspace, Client client) => workspace.Resources.Where(resource =>
        resource.Scopes.IsEmpty
            ? client.Audience is { } audience && workspace.FindResource(audience) == resource
            : resource.Scopes.Tokens.All(client.Scope.Contains));

    /// <summary>
    /// The audience of the client after the edit. If the ticks are unchanged, the audience stays. If one resource is ticked, its audience
    /// counts. If several resources or no resource is ticked, the client keeps its audience only if no resource of the workspace has that
    /// audience.
    /// </summary>
    private static string? AudienceOf(Workspace workspace, ApplicationDescription form, Client client)
    {
        if (form.Resources.ToHashSet().SetEquals(ResourcesOf(workspace, client).Select(resource => resource.Audience)))
            return client.Audience;
        if (form.Resources is [var only])
            return only == workspace.DefaultAudience ? null : only;
        return client.Audience is { } audience && workspace.FindResource(audience) is null ? audience : null;
    }

    private static IEnumerable<FormProblem> CheckTexts(ApplicationDescription form, bool isRequest)
    {
        if (form.Name.Length == 0)
            yield return new(ApplicationForm.Name, new("name_missing", "Enter a name for the application."));
        if (form.Name.Length > ApplicationDescription.MaximumName)
            yield return new(ApplicationForm.Name, new("name_length", "A name can have at most {0} characters.", $"{ApplicationDescription.MaximumName}"));
        if (isRequest && form.Contact.Length == 0)
            yield return new(ApplicationForm.Contact, new("contact_missing", "Enter an e-mail address, so that we can write to you."));
        else if (isRequest && (form.Contact.IndexOf('@', StringComparison.Ordinal) is < 1 || form.Contact.Any(char.IsWhiteSpace)))
            yield return new(ApplicationForm.Contact, new("contact_form", "This is not an e-mail address."));
        var texts = new[] { (ApplicationForm.Purpose, form.Purpose), (ApplicationForm.Contact, form.Contact), (ApplicationForm.Scope, form.Scope) };
        foreach (var (field, text) in texts)
            if (text.Length > ApplicationDescription.MaximumText)
                yield return new(field, new("text_length", "This text can have at most {0} characters.", $"{ApplicationDescription.MaximumText}"));
    }

    private static IEnumerable<FormProblem> CheckUris(string field, IReadOnlyList<string> uris)
    {
        if (uris.Count > RedirectUriRegistration.MaximumCount)
            return [new(field, new("redirect_count", "An application can have at most {0} redirect URIs.", $"{RedirectUriRegistration.MaximumCount}"))];
        return from uri in uris
               let problem = RedirectUriRegistration.Check(uri)
               where problem is not null
               select new FormProblem(field, problem, uri);
    }
}
