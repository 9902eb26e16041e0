using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Pages;

/// <summary>What every page is rendered in: its workspace and its language.</summary>
internal sealed record PageContext(Workspace Workspace, PageLanguage Language)
{
    public Texts Texts => Language.Texts;

    /// <summary>The page at the issuer's address.</summary>
    public string Welcome => Language.CarryOn(Workspace.LocalPath("") is { Length: > 0 } path ? path : "/");

    /// <summary>The address of a page of this server, in the language that the request asked for.</summary>
    /// <param name="path">One of <see cref="Domain.Messages.Paths"/>.</param>
    /// <param name="query">Encoded.</param>
    public string Link(string path, string query = "") =>
        Language.CarryOn(Workspace.LocalPath(path) + (query.Length == 0 ? "" : "?" + query));

    /// <summary>The same with the origin of this server before it, to keep as a bookmark.</summary>
    public string Address(string path, string query) =>
        Workspace.Address(path) + Link(path, query)[Workspace.LocalPath(path).Length..];

    /// <summary>The beginning of a form that comes back to this server. It ends with the tag <c>form</c>.</summary>
    public Html FormTo(string path) => $"<form method=\"post\" action=\"{Workspace.LocalPath(path)}\">";

    /// <summary>The hidden fields of each such form: its token, and the language that the request asked for.</summary>
    public Html OwnFields(string formToken) => Html.Join([
        Fragments.Hidden("form_token", formToken),
        Language.Parameter is { } parameter ? Fragments.Hidden(parameter, Texts.Language) : Html.Empty,
    ]);
}
