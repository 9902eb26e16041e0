using Tollgate.Domain.Authorization;
using Tollgate.Domain.Messages;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the pages that sign out.</summary>
internal static class SignOutPages
{
    public static PageView Ask(SignOutPage page, PageContext context) =>
        new(context.Texts["signout.title"], Body(page, context, context.Texts)) { MayEndAtClient = page.LeadsToClient };

    public static PageView Done(SignedOutPage page, PageContext context) =>
        new(context.Texts["signedout.title"], $"<p>{context.Texts["signedout.text"]}</p>{WayOn(page.Way, context, context.Texts)}");

    private static Html WayOn(WayToClient? way, PageContext context, Texts texts)
    {
        if (way is null)
            return $"<div class=\"row\">{Fragments.ToStart(context)}</div>";
        return $"""
            <p class="dim name">{Html.Format(texts["clientproblem.target"], way.Host)}</p>
            <div class="row"><a class="button" href="{way.Target}">{Html.Format(texts["signedout.back"], way.ClientName)}</a>{Fragments.ToStart(context)}</div>
            """;
    }

    private static Html Body(SignOutPage page, PageContext context, Texts texts) => $"""
        <p class="name">{Html.Format(texts["signout.ask"], page.Username)}</p>
        {context.FormTo(Paths.EndSession)}
        <input type="hidden" name="continue" value="{page.Continue}">
        {context.OwnFields(page.FormToken)}
        <div class="row"><button>{texts["signout.submit"]}</button></div>
        </form>
        """;
}
