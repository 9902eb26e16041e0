using System.Collections.Frozen;
using Tollgate.Domain.Messages;

namespace Tollgate.Functions.Pages;

/// <summary>Renders each page by its registration. Every page works without script. Every field has a label, and every problem is announced.</summary>
public sealed class PageRenderer
{
    private readonly Lazy<FrozenDictionary<Type, PageRegistration>> _registrations;

    /// <param name="registrations">Called at the first page, so that a token request does not pay for it.</param>
    internal PageRenderer(Func<IReadOnlyList<PageRegistration>> registrations) =>
        _registrations = new(() => registrations().ToFrozenDictionary(registration => registration.Page));

    internal RenderedPage Render(Page page, PageContext context)
    {
        var view = _registrations.Value[page.GetType()].Show(page, context);
        return new RenderedPage(Layout.Page(view, context.Texts), Layout.Policy(view), context.Texts.Language, view.Status, view.Wait)
        {
            Error = view.Error,
            // The client learns the origin only, because the address of the page contains the request.
            ReferrerPolicy = view.TellsOrigin ? "origin" : null,
        };
    }
}
