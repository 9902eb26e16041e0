using Microsoft.Playwright;
using Tollgate.EndToEnd.Tests.Browsers;

namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>The actions of people on the pages about applications.</summary>
internal static class ApplicationSteps
{
    public const string WrongUri = "http://app.example/callback";

    /// <summary>Chooses a password at the link of an invitation.</summary>
    public static async Task AcceptAsync(this BrowserWindow window, string invitation, ApplicationWords words, string password = "correct horse battery")
    {
        await window.GoAsync(invitation);
        await window.ChoosePasswordAsync(words, password, password);
    }

    public static async Task ChoosePasswordAsync(this BrowserWindow window, ApplicationWords words, string password, string again)
    {
        await window.Field(words.NewPassword).FillAsync(password);
        await window.Field(words.Again).FillAsync(again);
        await window.PressAsync(words.SetPassword);
    }

    /// <summary>Opens the confirmation of an action. The action does not run until it is confirmed.</summary>
    public static Task AskedAsync(this BrowserWindow window, string action) =>
        window.Page.Locator("summary").GetByText(action, new LocatorGetByTextOptions { Exact = true }).ClickAsync();

    /// <summary>Presses an action that asks for confirmation, and confirms it.</summary>
    public static async Task PressAndConfirmAsync(this BrowserWindow window, ApplicationWords words, string action)
    {
        await window.AskedAsync(action);
        await window.PressAsync(words.SureOf[action]);
    }

    /// <summary>Fills in the form for an application with client credentials, which acts without a user.</summary>
    public static async Task DescribeAsync(this BrowserWindow window, ApplicationWords words, string name, string redirectUris = "")
    {
        await window.Field(words.Name).FillAsync(name);
        await window.Field(words.Contact).FillAsync("dev@example.com");
        await window.Field(words.Confidential).CheckAsync();
        await window.Field(words.ClientCredentials).CheckAsync();
        await window.Field(words.RedirectUris).FillAsync(redirectUris);
        await window.Field("Notes").CheckAsync();
    }

    /// <summary>The credentials that a page shows. Null if it shows none.</summary>
    public static async Task<Credentials?> CredentialsAsync(this BrowserWindow window)
    {
        if (await window.Page.Locator("p.label").GetByText("client_secret").CountAsync() == 0)
            return null;
        var shown = await window.Page.Locator(".strong pre").AllTextContentsAsync();
        return new Credentials(shown[0], shown[1]);
    }
}
