using Tollgate.Domain.Endpoints;
using Tollgate.Domain.Interaction;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Pages;

/// <summary>The HTML of each page. Works without script; every field has a label, every problem is announced.</summary>
internal static class PageRenderer
{
    public static string Render(Page page, Workspace workspace, Texts texts) => page switch
    {
        SignInPage signIn => Layout.Page(
            texts, texts["signin.title"], SignIn(signIn, workspace, texts), problem: SignInProblemText(signIn, texts)),
        ConsentPage consent => Layout.Page(texts, texts["consent.title"], Consent(consent, workspace, texts)),
        SignOutPage signOut => Layout.Page(texts, texts["signout.title"], SignOut(signOut, workspace, texts)),
        SignedOutPage => Layout.Page(texts, texts["signedout.title"], $"<p>{texts["signedout.text"]}</p>"),
        FormPostPage post => Layout.Page(texts, texts["formpost.title"], FormPost(post, texts)),
        ErrorPage error => Layout.Page(texts, texts["problem.title"], Error(error, texts)),
        DevicePage device => Layout.Page(
            texts, texts["device.title"], DevicePages.Enter(device, workspace, texts), problem: DevicePages.ProblemText(device, texts)),
        DeviceConsentPage device => Layout.Page(texts, texts["deviceconsent.title"], DevicePages.Confirm(device, workspace, texts)),
        DeviceDonePage device => Layout.Page(
            texts, texts[device.IsAllowed ? "devicedone.allowed" : "devicedone.denied"], $"<p>{texts["devicedone.text"]}</p>"),
        WelcomePage start => Layout.Page(texts, texts["start.title"], Start(start, workspace, texts)),
        TokensPage tokens => Layout.Page(texts, texts["tokens.title"], Tokens(tokens, workspace, texts), isWide: true),
        _ => throw new NotSupportedException($"No way to render {page.GetType()}."),
    };

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

    private static Html Start(WelcomePage page, Workspace workspace, Texts texts)
    {
        Html attempt = page.TryItPath is { } path
            ? $"<p>{texts["start.tryText"]}</p><div class=\"row\"><a class=\"button\" href=\"{workspace.LocalPath(path)}\">{texts["start.try"]}</a></div>"
            : Html.Empty;
        return $"""
            <p>{texts["start.text"]}</p>
            <ul>
            <li><a href="{workspace.LocalPath(Paths.OpenIdConfiguration)}">{texts["start.metadata"]}</a></li>
            <li><a href="{workspace.LocalPath(Paths.Jwks)}">{texts["start.keys"]}</a></li>
            </ul>
            {attempt}
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
