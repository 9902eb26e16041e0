using Tollgate.Domain.Messages;

namespace Tollgate.Functions.Pages;

/// <summary>The function that shows the pages of one type.</summary>
internal sealed class PageRegistration
{
    private PageRegistration(Type page, Func<Page, PageContext, PageView> show)
    {
        Page = page;
        Show = show;
    }

    /// <summary>The type of the pages.</summary>
    public Type Page { get; }

    public Func<Page, PageContext, PageView> Show { get; }

    public static PageRegistration Of<TPage>(Func<TPage, PageContext, PageView> show)
        where TPage : Page => new(typeof(TPage), (page, context) => show((TPage)page, context));
}
