using Tollgate.Domain.Messages;
using Tollgate.Domain.Welcome;
using Tollgate.Functions.Pages.Examples;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the documentation of the demo's API.</summary>
internal static class DemoApiDocument
{
    private const string Command =
        "dotnet run --project src/Operator -- workspace add acme \\\n"
        + "  --resource \"name=Notes;audience=https://notes.example;docs=https://notes.example/docs;graphql=https://notes.example/graphql\"";

    public static PageView Show(DemoApiPage page, PageContext context) =>
        new(context.Texts.Format("demoapi.title", page.Resource.Name), Body(page, context, context.Texts))
        {
            Shape = Shape.Document,
            Script = PageScript.Copy,
            HasExamples = true,
        };

    private static Html Body(DemoApiPage page, PageContext context, Texts texts)
    {
        var request = new HttpExample(context.Workspace, "GET", Paths.Resource) { Bearer = "YOUR_ACCESS_TOKEN" };
        return $"""
            <p>{texts["demoapi.text"]}</p>
            {ExampleBlock.Of("access", texts["example.access"], request, texts)}
            <dl>
            <dt>{texts["resources.audience"]}</dt><dd><code>{page.Resource.Audience}</code></dd>
            <dt>{texts["resources.scopes"]}</dt><dd>{Html.Join(page.Resource.Scopes.Tokens.Select(Scope))}</dd>
            </dl>
            <section id="{DemoApiPage.GraphQl}"><h2>{texts["demoapi.graphqlTitle"]}</h2>
            <p>{texts["demoapi.graphql"]}</p>
            {ExampleBlock.Code(Command)}
            </section>
            {RequestStatus.Back(context)}
            """;

        static Html Scope(string token, int index) => $"{(index == 0 ? "" : " ")}<code>{token}</code>";
    }
}
