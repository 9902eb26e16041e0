using Tollgate.Domain.Applications;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Pages.Fields;

/// <summary>The fields that describe an application, for applicants and for operators.</summary>
internal sealed class ApplicationFields(ApplicationDescription form, FormProblems problems, Workspace workspace, Texts texts)
{
    private readonly FormFields _fields = new(problems);

    public Html ForApplicants => Html.Join([Name, Purpose(isOpen: true), Contact(isRequired: true), ClientType, Grants, Redirects, Resources]);

    /// <param name="hasPurpose">Whether there is a purpose to show. Only a request has a purpose.</param>
    /// <param name="managesItself">Whether the program that registered the application can change it.</param>
    public Html ForOperators(bool hasPurpose, bool managesItself) => Html.Join([
        Name, hasPurpose ? Purpose(isOpen: false) : Html.Empty, Contact(isRequired: false), ClientType, hasPurpose ? Html.Empty : Keys, Grants, Redirects, Resources, Scope, Consent,
        managesItself ? SelfManagement : Html.Empty,
    ]);

    private Html Name => _fields.Line(
        ApplicationForm.Name, texts["application.name"], form.Name, texts["application.nameHint"],
        $" required maxlength=\"{ApplicationDescription.MaximumName}\" autocomplete=\"off\"");

    private Html Purpose(bool isOpen) => isOpen
        ? _fields.Lines(
            ApplicationForm.Purpose, texts["application.purpose"], form.Purpose, 4, texts["application.purposeHint"],
            $" maxlength=\"{ApplicationDescription.MaximumText}\"")
        : $"""
            <div class="field"><p class="label">{texts["application.purpose"]}</p><p class="name said">{form.Purpose}</p>
            {Fragments.Hidden(ApplicationForm.Purpose, form.Purpose)}</div>
            """;

    private Html Contact(bool isRequired) => _fields.Line(
        ApplicationForm.Contact, texts["application.contact"], form.Contact, isRequired ? texts["application.contactHint"] : null,
        isRequired ? (Html)$" type=\"email\" autocomplete=\"email\" required maxlength=\"254\"" : $" maxlength=\"{ApplicationDescription.MaximumText}\"");

    private Html ClientType => _fields.Choices(ApplicationForm.ClientType, texts["application.clientType"], null, [
        Type("confidential", !form.IsPublic, texts["application.confidential"], texts["application.confidentialHint"]),
        Type("public", form.IsPublic, texts["application.public"], texts["application.publicHint"]),
    ]);

    private static Choice Type(string value, bool isChosen, string label, string hint) =>
        new(ApplicationForm.ClientType, value, label, isChosen) { Hint = hint, IsOneOfMany = true };

    /// <summary>An applicant fetches a secret, so a request has no keys.</summary>
    private Html Keys => Html.Join([
        Fragments.Hidden(ApplicationForm.KeyFields, "on"),
        _fields.Lines(ApplicationForm.Jwks, texts["application.jwks"], form.Jwks, 3, texts["application.jwksHint"], Uris),
        _fields.Line(ApplicationForm.JwksUri, texts["application.jwksUri"], form.JwksUri, texts["application.jwksUriHint"], Uris),
        FormFields.Of(
            new Choice(ApplicationForm.KeepSecret, "on", texts["application.keepSecret"], form.KeepsSecret) { Hint = texts["application.keepSecretHint"] },
            ApplicationForm.KeepSecret),
    ]);

    private Html Grants => _fields.Choices(
        "grants", texts["application.grants"], texts["application.grantsHint"],
        GrantTypes.Offered.Where(workspace.HasOn).Select(grantType =>
            new Choice(ApplicationForm.GrantField(grantType), "on", texts.Grant(grantType), form.GrantTypes.Contains(grantType))
            {
                Hint = texts["grantHint." + grantType[(grantType.LastIndexOf(':') + 1)..]],
            }));

    private Html Redirects => Html.Join([
        _fields.Lines(
            ApplicationForm.RedirectUris, texts["application.redirectUris"], string.Join('\n', form.RedirectUris), 3,
            texts["application.redirectUrisHint"], Uris),
        _fields.Lines(
            ApplicationForm.PostLogoutRedirectUris, texts["application.postLogoutUris"], string.Join('\n', form.PostLogoutRedirectUris), 2,
            texts["application.postLogoutUrisHint"], Uris),
    ]);

    private static Html Uris => $" class=\"lines\" autocapitalize=\"none\" autocomplete=\"off\" spellcheck=\"false\"";

    private Html Resources => workspace.Resources.Count == 0
        ? Html.Empty
        : _fields.Choices("resources", texts["application.resources"], null, workspace.Resources.Select(resource =>
            new Choice(ApplicationForm.ResourceField(resource.Audience), "on", resource.Name, form.Resources.Contains(resource.Audience))
            {
                Hint = resource.Scopes.IsEmpty ? resource.Audience : $"{resource.Audience} – {resource.Scopes.Text}",
            }));

    private Html Scope => _fields.Line(
        ApplicationForm.Scope, texts["application.scope"], form.Scope, texts["application.scopeHint"],
        $" class=\"lines\" maxlength=\"{ApplicationDescription.MaximumText}\" autocapitalize=\"none\" autocomplete=\"off\" spellcheck=\"false\"");

    private Html SelfManagement => _fields.Choices(ApplicationForm.SelfManagement, texts["application.self"], texts["application.selfHint"], [
        Self("within", !form.EndsSelfManagement, "application.selfWithin"), Self("end", form.EndsSelfManagement, "application.selfEnd"),
    ]);

    private Choice Self(string value, bool isChosen, string label) =>
        new(ApplicationForm.SelfManagement, value, texts[label], isChosen) { Hint = texts[label + "Hint"], IsOneOfMany = true };

    private Html Consent => FormFields.Of(
        new Choice(ApplicationForm.RequiresConsent, "on", texts["application.consent"], form.RequiresConsent) { Hint = texts["application.consentHint"] },
        ApplicationForm.RequiresConsent);
}
