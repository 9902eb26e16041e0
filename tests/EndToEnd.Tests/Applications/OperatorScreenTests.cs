using System.Diagnostics;
using System.Net;
using Tollgate.Domain.Workspaces;
using Tollgate.EndToEnd.Tests.Browsers;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>
/// The pages on which operators manage applications. A change takes effect at this instance at once and at other instances within 30
/// seconds.
/// </summary>
[RunsOnWorker]
public sealed class OperatorScreenTests(ApplicationsHost host, BrowserFixture browser) : IClassFixture<ApplicationsHost>
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static readonly OperatorTexts English = new(
        "Sign in", "This account is not an operator account.", "Use https.", "You have changed this application since you opened the form.",
        ["created", "edited", "new secret", "old secrets ended"], "removed")
    {
        ShownOnce = "This secret was shown once",
        NotRemoved = "The application was not removed.",
        HasRemoved = "The application has been removed.",
    };

    private static readonly OperatorTexts French = new(
        "Connexion", "Ce compte n’est pas celui d’un opérateur.", "Utilisez https.", "Vous avez modifié cette application depuis l’ouverture du formulaire.",
        ["créée", "modifiée", "nouveau secret", "anciens secrets révoqués"], "supprimée")
    {
        ShownOnce = "Ce secret a été affiché une seule fois",
        NotRemoved = "L’application n’a pas été supprimée.",
        HasRemoved = "L’application a été supprimée.",
    };

    [Theory]
    [InlineData("garden", "en", "en-GB", false, true)]
    [InlineData(Workspace.DefaultName, "fr", "fr-FR", true, false)]
    public async Task Changes_take_effect_at_once_at_this_instance_and_within_the_bound_at_others(
        string workspace, string language, string accept, bool script, bool isElsewhereToo)
    {
        if (workspace != Workspace.DefaultName)
            await host.AddWorkspaceAsync(workspace);
        // One wait for the bound is enough, so only one case uses another instance.
        var another = isElsewhereToo ? await host.StartAnotherAsync() : null;
        var (admin, bob) = (await host.InviteAsync(workspace, "admin", isOperator: true), await host.InviteAsync(workspace, "bob", isOperator: false));
        var settings = new BrowserSettings(host.IssuerOf(workspace)) { Language = language, Accept = accept, RunsScripts = script };
        await browser.RunAsync(settings, async session =>
        {
            var screen = new OperatorScreen(session, host.BaseOf(workspace), language == "fr" ? French : English);
            await screen.AssertRefusedAsync(bob);
            await screen.AcceptAsync(admin);

            var first = await screen.CreateAsync("Switched off");
            Assert.Equal(HttpStatusCode.OK, await screen.StatusAsync(first));
            var there = another is null ? null : screen.BaseAt(another.Address);
            if (there is not null)
                Assert.Equal(HttpStatusCode.OK, await screen.StatusAsync(first, there));
            await screen.PressAndConfirmAsync(words => words.Disable);
            Assert.Equal("invalid_client", (await screen.AskAsync(first)).Error);
            var elsewhere = there is null ? Task.FromResult(TimeSpan.Zero) : LatestTokenAsync(screen, first, there);

            var made = await screen.AssertCreatedAsync();
            await screen.AssertEditedAsync(made);
            var rotated = await screen.AssertRotatedAsync(made);
            await screen.AssertHistoryAsync();
            await screen.AssertRemovedAsync(rotated);
            // A request that begins later than the bound gets no token.
            Assert.InRange(await elsewhere, TimeSpan.Zero, Bound);
            await screen.AssertEnabledAsync(first);
            await screen.AssertSignedOutAsync(rotated);
        });
    }

    /// <summary>Asks for tokens until a request is refused. Returns the time from the change to the last successful request.</summary>
    private static async Task<TimeSpan> LatestTokenAsync(OperatorScreen screen, Credentials credentials, string there)
    {
        var (since, latest) = (Stopwatch.StartNew(), TimeSpan.Zero);
        while (true)
        {
            var begun = since.Elapsed;
            var answer = await screen.AskAsync(credentials, there);
            if (!answer.IsSuccess || begun > 2 * Bound)
            {
                Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
                return latest;
            }

            latest = begun;
            await Task.Delay(250);
        }
    }
}
