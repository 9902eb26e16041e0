using Tollgate.Domain.Authorization;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the page that asks whether a client may have access.</summary>
internal static class ConsentForm
{
    public static PageView Show(ConsentPage page, PageContext context) =>
        new(context.Texts["consent.title"], Body(page, context, context.Texts)) { MayEndAtClient = true };

    private static Html Body(ConsentPage page, PageContext context, Texts texts) => $"""
        <p class="name">{Html.Format(texts["consent.ask"], page.ClientName)}</p>
        {(page.IsUnvetted ? Fragments.Unvetted(texts["unvetted.text"], page.ClientName, page.RedirectHost) : Html.Empty)}
        <p class="dim name">{Html.Format(texts["consent.user"], page.Username)}</p>
        {Scopes(page.Scope, texts)}
        <p class="dim name">{Html.Format(texts["consent.target"], page.RedirectHost)}</p>
        {context.FormTo(Paths.Consent)}
        <input type="hidden" name="continue" value="{page.Continue}">
        {context.OwnFields(page.FormToken)}
        <div class="row">
        <button name="decision" value="allow">{texts["consent.allow"]}</button>
        <button name="decision" value="deny" class="quiet">{texts["consent.deny"]}</button>
        </div>
        </form>
        """;

    /// <summary>The scopes that a client asks for, in words.</summary>
    internal static Html Scopes(ScopeSet scope, Texts texts)
    {
        if (scope.IsEmpty)
            return $"<p>{texts["consent.nothing"]}</p>";
        var items = Html.Join(scope.Tokens.Select(Item));
        return $"<h2>{texts["consent.scopes"]}</h2><ul>{items}</ul>";

        Html Item(string token) => $"<li class=\"name\">{texts.Scope(token)}</li>";
    }
}
