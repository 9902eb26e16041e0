using Tollgate.Domain.Applications;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Welcome;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Pages;

/// <summary>The HTML of each page. Works without script; every field has a label, every problem is announced.</summary>
internal static class PageRenderer
{
    public static string Render(Page page, Workspace workspace, Texts texts)
    {
        var (title, body, problem) = Parts(page, workspace, texts);
        return Layout.Page(texts, title, body, Layout.ShapeOf(page), problem);
    }

    private static (string Title, Html Body, string? Problem) Parts(Page page, Workspace workspace, Texts texts) => page switch
    {
        SignInPage signIn => (texts["signin.title"], SignIn(signIn, workspace, texts), SignInProblemText(signIn, texts)),
        ConsentPage consent => (texts["consent.title"], Consent(consent, workspace, texts), null),
        SignOutPage signOut => (texts["signout.title"], SignOut(signOut, workspace, texts), null),
        SignedOutPage => (texts["signedout.title"], $"<p>{texts["signedout.text"]}</p>", null),
        FormPostPage post => (texts["formpost.title"], FormPost(post, texts), null),
        ErrorPage error => (texts["problem.title"], Error(error, texts), null),
        ClientErrorPage error => (texts["problem.title"], ClientError(error, texts), null),
        DevicePage device => (texts["device.title"], DevicePages.Enter(device, workspace, texts), DevicePages.ProblemText(device, texts)),
        DeviceConsentPage device => (texts["deviceconsent.title"], DevicePages.Confirm(device, workspace, texts), null),
        DeviceDonePage device => (texts[device.IsAllowed ? "devicedone.allowed" : "devicedone.denied"], $"<p>{texts["devicedone.text"]}</p>", null),
        InvitationPage invitation => (texts["invitation.title"], InvitationForm.Of(invitation, workspace, texts), InvitationForm.ProblemText(invitation, texts)),
        InvitationOverPage => (texts["invitation.over"], $"<p>{texts["invitation.overText"]}</p>", null),
        ApplicationOverPage over => (texts["status.over"], RequestPages.Over(over, workspace, texts), null),
        TokensPage tokens => (texts["tokens.title"], Tokens(tokens, workspace, texts), null),
        _ => Document(page, workspace, texts),
    };

    private static (string Title, Html Body, string? Problem) Document(Page page, Workspace workspace, Texts texts)
    {
        switch (page)
        {
            case WelcomePage welcome:
                return (WelcomeDocument.Title(workspace, texts), new WelcomeDocument(welcome, workspace, texts).Body, null);
            case ApplicationRequestPage request:
                return (texts["request.title"], RequestPages.Ask(request, workspace, texts), RequestPages.TitleProblem(request, texts));
            case ApplicationStatusPage status:
                return (RequestPages.StatusTitle(status, texts), RequestPages.Status(status, workspace, texts), null);
            case ApplicationsPage all:
                return (OperatorPages.ListTitle(workspace, texts), OperatorPages.List(all, workspace, texts), null);
            case ApplicationPage one:
                var document = new OperatorPage(one, workspace, texts);
                return (document.Title, document.Body, document.TitleProblem);
            default:
                throw new NotSupportedException($"No way to render {page.GetType()}.");
        }
    }

    private static Html SignIn(SignInPage page, Workspace workspace, Texts texts)
    {
        Html client = page.ClientName is { Length: > 0 } name ? $"<p class=\"dim name\">{Html.Format(texts["signin.for"], name)}</p>" : Html.Empty;
        Html described = page.Problem == SignInProblem.None ? Html.Empty : $" aria-describedby=\"{Layout.ProblemId}\"";
        Html focus = $" autofocus";
        return $"""
            {client}
            {Layout.Problem(SignInProblemText(page, texts))}
            <form method="post" action="{workspace.LocalPath(Paths.SignIn)}">
            <input type="hidden" name="continue" value="{page.Continue}">
            <input type="hidden" name="form_token" value="{page.FormToken}">
            <label for="username">{texts["signin.username"]}</label>
            <input id="username" name="username" value="{page.Username}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="256"{described}{(page.Problem == SignInProblem.None ? focus : Html.Empty)}>
            <label for="password">{texts["signin.password"]}</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="256"{described}{(page.Problem == SignInProblem.None ? Html.Empty : focus)}>
            <div class="row"><button>{texts["signin.submit"]}</button></div>
            </form>
            """;
    }

    private static string? SignInProblemText(SignInPage page, Texts texts) => page.Problem switch
    {
        SignInProblem.WrongCredentials => texts["signin.wrong"],
        SignInProblem.StaleForm => texts["signin.stale"],
        SignInProblem.NotOperator => texts["signin.notOperator"],
        SignInProblem.TooManyAttempts => texts.Format("signin.wait", (int)Math.Ceiling(page.Wait.TotalMinutes)),
        _ => null,
    };

    private static Html Consent(ConsentPage page, Workspace workspace, Texts texts) => $"""
        <p class="name">{Html.Format(texts["consent.ask"], page.ClientName)}</p>
        <p class="dim name">{Html.Format(texts["consent.user"], page.Username)}</p>
        {Wishes(page.Scope, texts)}
        <p class="dim name">{Html.Format(texts["consent.target"], page.RedirectHost)}</p>
        <form method="post" action="{workspace.LocalPath(Paths.Consent)}">
        <input type="hidden" name="continue" value="{page.Continue}">
        <input type="hidden" name="form_token" value="{page.FormToken}">
        <div class="row">
        <button name="decision" value="allow">{texts["consent.allow"]}</button>
        <button name="decision" value="deny" class="quiet">{texts["consent.deny"]}</button>
        </div>
        </form>
        """;

    /// <summary>What a client asks for, in words.</summary>
    internal static Html Wishes(ScopeSet scope, Texts texts)
    {
        if (scope.IsEmpty)
            return $"<p>{texts["consent.nothing"]}</p>";
        var items = Html.Join(scope.Tokens.Select(Item));
        return $"<h2>{texts["consent.scopes"]}</h2><ul>{items}</ul>";

        Html Item(string token) => $"<li class=\"name\">{texts.Scope(token)}</li>";
    }

    private static Html SignOut(SignOutPage page, Workspace workspace, Texts texts) => $"""
        <p class="name">{Html.Format(texts["signout.ask"], page.Username)}</p>
        <form method="post" action="{workspace.LocalPath(Paths.EndSession)}">
        <input type="hidden" name="continue" value="{page.Continue}">
        <input type="hidden" name="form_token" value="{page.FormToken}">
        <div class="row"><button>{texts["signout.submit"]}</button></div>
        </form>
        """;

    private static Html FormPost(FormPostPage page, Texts texts)
    {
        var fields = Html.Join(page.Parameters.Select(Field));
        return $"""
            <p>{texts["formpost.text"]}</p>
            <form method="post" action="{page.Target}">
            {fields}
            <div class="row"><button>{texts["formpost.submit"]}</button></div>
            </form>
            {Layout.SubmitScript}
            """;

        static Html Field((string Name, string Value) parameter) =>
            $"<input type=\"hidden\" name=\"{parameter.Name}\" value=\"{parameter.Value}\">";
    }

    private static Html Error(ErrorPage page, Texts texts) => $"""
        <p>{texts["problem.text"]}</p>
        <p class="dim">{texts["problem.detail"]}</p>
        <pre lang="en">{page.Error.Code}: {page.Error.Description}</pre>
        """;

    private static Html ClientError(ClientErrorPage page, Texts texts)
    {
        Html link = $"<div class=\"row\"><a class=\"button\" href=\"{page.Target}\">{texts["clientproblem.back"]}</a></div>";
        Html form = $"""
            <form method="post" action="{page.Target}">
            {Html.Join(page.Fields.Select(field => Fragments.Hidden(field.Name, field.Value)))}
            <div class="row"><button>{texts["clientproblem.back"]}</button></div>
            </form>
            """;
        return $"""
            <p class="name">{Html.Format(texts["clientproblem.text"], page.ClientName)}</p>
            <p class="dim">{texts["clientproblem.detail"]}</p>
            <pre lang="en">{page.Error.Code}: {page.Error.Description}</pre>
            <p class="dim name">{Html.Format(texts["clientproblem.target"], page.Host)}</p>
            {(page.Fields.Count > 0 ? form : link)}
            """;
    }

    private static Html Tokens(TokensPage page, Workspace workspace, Texts texts)
    {
        Html idToken = page.IdToken is null ? Html.Empty : $"<h2>{texts["tokens.id"]}</h2><pre>{page.IdToken}</pre>";
        return $"""
            <p>{texts["tokens.text"]}</p>
            <h2>{texts["tokens.response"]}</h2>
            <pre>{page.Response}</pre>
            <h2>{texts["tokens.access"]}</h2>
            <pre>{page.AccessToken}</pre>
            {idToken}
            <div class="row">
            <a class="button" href="{workspace.LocalPath(page.TryItPath)}">{texts["tokens.again"]}</a>
            <a class="button quiet" href="{workspace.LocalPath(Paths.EndSession)}">{texts["tokens.signout"]}</a>
            </div>
            """;
    }
}
