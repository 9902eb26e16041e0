using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Pages;

/// <summary>The workspace and the language in which a page is rendered.</summary>
internal sealed record PageContext(Workspace Workspace, PageLanguage Language)
{
    public Texts Texts => Language.Texts;

    /// <summary>The page at the issuer's address.</summary>
    public string Welcome => Language.CarryOn(Workspace.LocalPath("") is { Length: > 0 } path ? path : "/");

    /// <summary>The address of a page of this server, in the language that the request asked for.</summary>
    /// <param name="path">One of <see cref="Domain.Messages.Paths"/>.</param>
    /// <param name="query">The encoded query.</param>
    public string Link(string path, string query = "") =>
        Language.CarryOn(Workspace.LocalPath(path) + (query.Length == 0 ? "" : "?" + query));

    /// <summary>As <see cref="Link"/>, with the origin of this server, so that a user can keep the address as a bookmark.</summary>
    public string Address(string path, string query) =>
        Workspace.Address(path) + Link(path, query)[Workspace.LocalPath(path).Length..];

    /// <summary>The beginning of a form that comes back to this server. It ends with the tag <c>form</c>.</summary>
    public Html FormTo(string path) => $"<form method=\"post\" action=\"{Workspace.LocalPath(path)}\">";

    /// <summary>The hidden fields of a form of <see cref="FormTo"/>: its token, and the language that the request asked for.</summary>
    public Html OwnFields(string formToken) => Html.Join([
        Fragments.Hidden("form_token", formToken),
        Language.Parameter is { } parameter ? Fragments.Hidden(parameter, Texts.Language) : Html.Empty,
    ]);
}
