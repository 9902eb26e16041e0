using Tollgate.Domain.Endpoints;
using Tollgate.Domain.Interaction;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Pages;

/// <summary>The HTML of each page. Works without script; every field has a label, every problem is announced.</summary>
internal static class PageRenderer
{
    public static string Render(Page page, Workspace workspace, Texts texts) => page switch
    {
        SignInPage signIn => Layout.Page(texts, texts["signin.title"], SignIn(signIn, workspace, texts)),
        ConsentPage consent => Layout.Page(texts, texts["consent.title"], Consent(consent, workspace, texts)),
        SignOutPage signOut => Layout.Page(texts, texts["signout.title"], SignOut(signOut, workspace, texts)),
        SignedOutPage => Layout.Page(texts, texts["signedout.title"], $"<p>{texts["signedout.text"]}</p>"),
        FormPostPage post => Layout.Page(texts, texts["formpost.title"], FormPost(post, texts)),
        ErrorPage error => Layout.Page(texts, texts["problem.title"], Error(error, texts)),
        StartPage start => Layout.Page(texts, texts["start.title"], Start(start, workspace, texts)),
        TokensPage tokens => Layout.Page(texts, texts["tokens.title"], Tokens(tokens, workspace, texts), isWide: true),
        _ => throw new NotSupportedException($"No way to render {page.GetType()}."),
    };

    private static Html SignIn(SignInPage page, Workspace workspace, Texts texts)
    {
        Html client = page.ClientName is { Length: > 0 } name ? $"<p class=\"dim name\">{texts.Format("signin.for", name)}</p>" : Html.Empty;
        return $"""
            {client}
            {Problem(page, texts)}
            <form method="post" action="{workspace.LocalPath(Paths.SignIn)}">
            <input type="hidden" name="continue" value="{page.Continue}">
            <input type="hidden" name="form_token" value="{page.FormToken}">
            <label for="username">{texts["signin.username"]}</label>
            <input id="username" name="username" value="{page.Username}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="256">
            <label for="password">{texts["signin.password"]}</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="256">
            <div class="row"><button>{texts["signin.submit"]}</button></div>
            </form>
            """;
    }

    private static Html Problem(SignInPage page, Texts texts)
    {
        var text = page.Problem switch
        {
            SignInProblem.WrongCredentials => texts["signin.wrong"],
            SignInProblem.StaleForm => texts["signin.stale"],
            SignInProblem.TooManyAttempts => texts.Format("signin.wait", (int)Math.Ceiling(page.Wait.TotalMinutes)),
            _ => null,
        };
        if (text is null)
            return Html.Empty;
        return $"<p class=\"problem\" role=\"alert\">{text}</p>";
    }

    private static Html Consent(ConsentPage page, Workspace workspace, Texts texts)
    {
        var scopes = Html.Join(page.Scope.Tokens.Select(Item));
        Html wishes = $"<h2>{texts["consent.scopes"]}</h2><ul>{scopes}</ul>";
        if (page.Scope.IsEmpty)
            wishes = $"<p>{texts["consent.nothing"]}</p>";
        return $"""
            <p class="name">{texts.Format("consent.ask", page.ClientName)}</p>
            <p class="dim name">{texts.Format("consent.user", page.Username)}</p>
            {wishes}
            <p class="dim name">{texts.Format("consent.target", page.RedirectHost)}</p>
            <form method="post" action="{workspace.LocalPath(Paths.Consent)}">
            <input type="hidden" name="continue" value="{page.Continue}">
            <input type="hidden" name="form_token" value="{page.FormToken}">
            <div class="row">
            <button name="decision" value="allow">{texts["consent.allow"]}</button>
            <button name="decision" value="deny" class="quiet">{texts["consent.deny"]}</button>
            </div>
            </form>
            """;

        Html Item(string scope) => $"<li class=\"name\">{texts.Scope(scope)}</li>";
    }

    private static Html SignOut(SignOutPage page, Workspace workspace, Texts texts) => $"""
        <p class="name">{texts.Format("signout.ask", page.Username)}</p>
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

    private static Html Start(StartPage page, Workspace workspace, Texts texts)
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
