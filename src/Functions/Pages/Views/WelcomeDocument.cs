using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Welcome;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Pages.Examples;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the welcome page: everything that a developer needs before the first token.</summary>
internal sealed class WelcomeDocument(WelcomePage page, PageContext context, Workspace workspace, Texts texts)
{
    private readonly GrantExamples _examples = new(workspace, page.Examples, workspace.HasOn, texts);

    public static PageView Show(WelcomePage page, PageContext context) =>
        new(TitleOf(context.Workspace, context.Texts), new WelcomeDocument(page, context, context.Workspace, context.Texts).Body)
        {
            Shape = Shape.Document,
            Script = PageScript.Copy,
            HasExamples = true,
        };

    private static string TitleOf(Workspace workspace, Texts texts) =>
        workspace.DisplayName.Length == 0 ? texts["welcome.title"] : texts.Format("welcome.titleOf", workspace.DisplayName);

    private Html Body => $"""
        {LanguageLinks}
        {Attempt}
        <p>{texts["welcome.implements"]}</p>
        {Standards}
        {Contents}
        <section id="start"><h2>{texts["welcome.start"]}</h2>
        {Beginning}
        <p>{texts["welcome.describe"]}</p>
        <ol>
        <li>{texts["welcome.clientType"]}</li>
        <li>{Html.Format(texts["welcome.grantType"], string.Join(", ", GrantTypes.Offered.Where(workspace.HasOn).Select(texts.Grant)))}</li>
        <li>{texts["welcome.redirectUris"]}</li>
        <li>{texts["welcome.resources"]} {Documentation}</li>
        </ol>
        <p>{texts[page.Examples.Count > 0 ? "welcome.demo" : "welcome.placeholders"]}</p>
        </section>
        {_examples.Sections}
        {Resources}
        <footer><p>{texts["welcome.operators"]} <a href="{context.Link(Paths.Applications)}">{texts["welcome.manage"]}</a></p></footer>
        """;

    private Html LanguageLinks
    {
        get
        {
            var names = Languages.Names.Where(workspace.UiLocales.Contains).ToList();
            return names.Count < 2
                ? Html.Empty
                : $"<nav class=\"languages\" aria-label=\"{texts["welcome.languages"]}\"><ul>{Html.Join(names.Select(LanguageLink))}</ul></nav>";
        }
    }

    private Html LanguageLink(string name) => name == texts.Language
        ? (Html)$"<li><span aria-current=\"true\">{texts["language.name"]}</span></li>"
        : $"<li><a href=\"?lang={name}\" lang=\"{name}\" hreflang=\"{name}\">{Languages.In(name)["language.name"]}</a></li>";

    private Html Attempt => page.TryItPath is { } path
        ? $"<div class=\"note\"><p>{texts["start.tryText"]}</p><div class=\"row\"><a class=\"button\" href=\"{context.Link(path)}\">{texts["start.try"]}</a></div></div>"
        : Html.Empty;

    private Html Standards
    {
        get
        {
            Html openId = $"<li><a href=\"https://openid.net/specs/openid-connect-core-1_0.html\">OpenID Connect</a></li>";
            return $"""
                <ul class="links">
                <li><a href="{workspace.LocalPath(Paths.AuthorizationServerMetadata)}">{texts["welcome.metadata"]}</a></li>
                <li><a href="{workspace.LocalPath(Paths.OpenIdConfiguration)}">{texts["welcome.openid"]}</a></li>
                <li><a href="{workspace.LocalPath(Paths.Jwks)}">{texts["welcome.keys"]}</a></li>
                </ul>
                <ul class="standards">{Html.Join(Rfcs.Where(rfc => rfc.Grant is null || workspace.HasOn(rfc.Grant)).Select(Rfc))}{openId}</ul>
                """;
        }
    }

    /// <summary>The RFCs that the server implements, with the grant that an RFC belongs to.</summary>
    private static readonly (string Number, string? Grant)[] Rfcs =
    [
        ("6749", null), ("6750", null), ("7636", GrantTypes.AuthorizationCode), ("8628", GrantTypes.DeviceCode), ("8693", GrantTypes.TokenExchange),
        ("7523", GrantTypes.JwtBearer), ("7009", null), ("7662", null), ("8414", null), ("8707", null), ("9068", null),
        ("9207", GrantTypes.AuthorizationCode),
    ];

    private Html Rfc((string Number, string? Grant) rfc) =>
        $"<li><a href=\"https://www.rfc-editor.org/rfc/rfc{rfc.Number}\">RFC {rfc.Number}</a> {texts["rfc." + rfc.Number]}</li>";

    private Html Contents
    {
        get
        {
            var resources = workspace.Resources.Count == 0 ? [] : new[] { (Id: "resources", Heading: texts["resources.title"]) };
            var all = new[] { (Id: "start", Heading: texts["welcome.start"]) }.Concat(_examples.Contents).Concat(resources);
            return $"<nav class=\"contents\" aria-label=\"{texts["welcome.contents"]}\"><ul>{Html.Join(all.Select(Entry))}</ul></nav>";

            static Html Entry((string Id, string Heading) section) => $"<li><a href=\"#{section.Id}\">{section.Heading}</a></li>";
        }
    }

    private Html Beginning
    {
        get
        {
            if (!workspace.TakesApplicationRequests)
                return $"<p>{texts["welcome.contact"]}</p>";
            Html link = $"<a href=\"{context.Link(Paths.ApplicationRequest)}\">{texts["welcome.requestLink"]}</a>";
            return $"<p>{Html.Format(texts["welcome.request"], link)}</p>";
        }
    }

    /// <summary>Links to the documentation of the resources.</summary>
    private Html Documentation => Html.Join([
        List(texts["resources.documentation"], resource => resource.DocumentationUri), List(texts["resources.graphql"], resource => resource.GraphQlUri),
    ]);

    private Html List(string name, Func<Resource, string?> address)
    {
        var links = workspace.Resources.Where(resource => address(resource) is not null).Select(Item).ToList();
        return links.Count == 0 ? Html.Empty : $"<br>{name} {Html.Join(links)}";

        Html Item(Resource resource, int index) => $"{(index == 0 ? "" : ", ")}{Fragments.Link(address(resource)!, resource.Name)}";
    }

    private Html Resources => workspace.Resources.Count == 0
        ? Html.Empty
        : $"""
            <section id="resources"><h2>{texts["resources.title"]}</h2>
            <p>{Html.Format(texts["resources.text"], (Html)$"<code>resource</code>")}</p>
            {Html.Join(workspace.Resources.Select(Described))}
            </section>
            """;

    private Html Described(Resource resource)
    {
        Html scopes = resource.Scopes.IsEmpty
            ? Html.Empty
            : $"<dt>{texts["resources.scopes"]}</dt><dd>{Html.Join(resource.Scopes.Tokens.Select(Scope))}</dd>";
        return $"""
            <h3 class="name"><bdi>{resource.Name}</bdi></h3>
            <dl>
            <dt>{texts["resources.audience"]}</dt><dd><code>{resource.Audience}</code></dd>
            {scopes}
            {Described(texts["resources.documentation"], resource.DocumentationUri)}
            {Described(texts["resources.graphql"], resource.GraphQlUri)}
            </dl>
            """;

        static Html Scope(string token, int index) => $"{(index == 0 ? "" : " ")}<code>{token}</code>";
    }

    private static Html Described(string name, string? address) =>
        address is null ? Html.Empty : $"<dt>{name}</dt><dd>{Fragments.Link(address, address)}</dd>";
}
