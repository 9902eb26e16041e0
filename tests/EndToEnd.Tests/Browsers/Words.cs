namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>
/// The texts by which a person finds the controls. The tests do not read them from the product, because a person knows only the visible
/// texts.
/// </summary>
internal sealed record Words
{
    private static readonly Words English = new()
    {
        Username = "Username",
        Password = "Password",
        SignIn = "Sign in",
        Allow = "Allow",
        Cancel = "Cancel",
        SignOut = "Sign out",
        GoOn = "Continue",
        TryIt = "Try it",
        Code = "Code",
    };

    private static readonly Words French = new()
    {
        Username = "Nom d’utilisateur",
        Password = "Mot de passe",
        SignIn = "Se connecter",
        Allow = "Autoriser",
        Cancel = "Annuler",
        SignOut = "Se déconnecter",
        GoOn = "Continuer",
        TryIt = "Essayer",
        Code = "Code",
    };

    public required string Username { get; init; }

    public required string Password { get; init; }

    public required string SignIn { get; init; }

    public required string Allow { get; init; }

    public required string Cancel { get; init; }

    public required string SignOut { get; init; }

    public required string GoOn { get; init; }

    public required string TryIt { get; init; }

    public required string Code { get; init; }

    public static Words Of(string language) => language == "fr" ? French : English;
}
