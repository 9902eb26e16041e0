namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>The texts by which a person finds the controls of the pages about applications.</summary>
internal sealed record ApplicationWords
{
    private static readonly ApplicationWords English = new()
    {
        Language = "English",
        OtherLocale = "fr-FR",
        Request = "request an application",
        Copy = "Copy",
        NewPassword = "New password",
        Again = "New password, once more",
        SetPassword = "Set password",
        Name = "Name",
        Purpose = "Description",
        Contact = "E-mail address",
        Confidential = "Confidential",
        ClientCredentials = "client credentials",
        RedirectUris = "Redirect URIs",
        Scope = "Further scopes",
        Send = "Send request",
        Collect = "Show my credentials",
        Approve = "Approve",
        Decline = "Decline",
        Answer = "Answer to the applicant",
        NewApplication = "New application",
        Create = "Create",
        Save = "Save",
        Rotate = "New secret",
        EndOld = "End old secrets",
        Disable = "Disable",
        Enable = "Enable",
        Remove = "Remove",
        Sure = "Yes, remove this application",
        SureOf = new()
        {
            ["Decline"] = "Yes, decline this request",
            ["New secret"] = "Yes, make a new secret",
            ["End old secrets"] = "Yes, end the old secrets",
            ["Disable"] = "Yes, disable this application",
        },
    };

    private static readonly ApplicationWords French = new()
    {
        Language = "Français",
        OtherLocale = "en-GB",
        Request = "demandez une application",
        Copy = "Copier",
        NewPassword = "Nouveau mot de passe",
        Again = "Nouveau mot de passe, encore une fois",
        SetPassword = "Définir le mot de passe",
        Name = "Nom",
        Purpose = "Description",
        Contact = "Adresse électronique",
        Confidential = "Confidentiel",
        ClientCredentials = "identifiants du client",
        RedirectUris = "URI de redirection",
        Scope = "Autres portées",
        Send = "Envoyer la demande",
        Collect = "Afficher mes identifiants",
        Approve = "Accepter",
        Decline = "Refuser",
        Answer = "Réponse au demandeur",
        NewApplication = "Nouvelle application",
        Create = "Créer",
        Save = "Enregistrer",
        Rotate = "Nouveau secret",
        EndOld = "Révoquer les anciens secrets",
        Disable = "Désactiver",
        Enable = "Réactiver",
        Remove = "Supprimer",
        Sure = "Oui, supprimer cette application",
        SureOf = new()
        {
            ["Refuser"] = "Oui, refuser cette demande",
            ["Nouveau secret"] = "Oui, créer un nouveau secret",
            ["Révoquer les anciens secrets"] = "Oui, révoquer les anciens secrets",
            ["Désactiver"] = "Oui, désactiver cette application",
        },
    };

    public required string Language { get; init; }

    public required string OtherLocale { get; init; }

    public required string Request { get; init; }

    public required string Copy { get; init; }

    public required string NewPassword { get; init; }

    public required string Again { get; init; }

    public required string SetPassword { get; init; }

    public required string Name { get; init; }

    public required string Purpose { get; init; }

    public required string Contact { get; init; }

    public required string Confidential { get; init; }

    public required string ClientCredentials { get; init; }

    public required string RedirectUris { get; init; }

    public required string Scope { get; init; }

    public required string Send { get; init; }

    public required string Collect { get; init; }

    public required string Approve { get; init; }

    public required string Decline { get; init; }

    public required string Answer { get; init; }

    public required string NewApplication { get; init; }

    public required string Create { get; init; }

    public required string Save { get; init; }

    public required string Rotate { get; init; }

    public required string EndOld { get; init; }

    public required string Disable { get; init; }

    public required string Enable { get; init; }

    public required string Remove { get; init; }

    public required string Sure { get; init; }

    /// <summary>For each action that asks for confirmation, the text of the button that confirms it.</summary>
    public required Dictionary<string, string> SureOf { get; init; }

    public static ApplicationWords Of(string language) => language == "fr" ? French : English;
}
