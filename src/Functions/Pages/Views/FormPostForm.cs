using Tollgate.Domain.Authorization;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the page that posts an answer to a client (OAuth 2.0 Form Post Response Mode §2).</summary>
internal static class FormPostForm
{
    public static PageView Show(FormPostPage page, PageContext context) => new(context.Texts["formpost.title"], Body(page, context.Texts))
    {
        Script = PageScript.Submit,
        MayEndAtClient = true,
        TellsOrigin = true,
    };

    private static Html Body(FormPostPage page, Texts texts) => $"""
        <p>{texts["formpost.text"]}</p>
        <form method="post" action="{page.Target}">
        {Html.Join(page.Parameters.Select(parameter => Fragments.Hidden(parameter.Name, parameter.Value)))}
        <div class="row"><button>{texts["formpost.submit"]}</button></div>
        </form>
        """;
}
