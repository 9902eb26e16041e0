using System.Text.RegularExpressions;
using Tollgate.Domain.Welcome;
using Tollgate.Functions.Pages;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>The markup of the pages is well formed, its references are complete, and it is safe for every name that users choose.</summary>
public sealed partial class PageMarkupTests
{
    public static readonly TheoryData<string> Names =
        ["it's $(rm -rf ~) `x` & \"y\"", "日本語 العربية", "", "Order desk"];

    public static readonly TheoryData<string> AllLanguages = [.. Languages.Names];

    [Theory]
    [MemberData(nameof(Names))]
    [MemberData(nameof(Payloads.All), MemberType = typeof(Payloads))]
    public void A_name_is_shown_as_text(string name)
    {
        foreach (var (title, page) in PageSamples.All(name))
        {
            var html = PageSamples.Render(page, PageSamples.WorkspaceOf(name));
            HarmlessPage.Check(html, PageSamples.PolicyOf(page), name, "https://app.example/cb");
            AssertBalanced(title, html);
        }
    }

    /// <summary>Tests the check itself: it finds every payload that is not encoded.</summary>
    [Theory]
    [MemberData(nameof(Payloads.All), MemberType = typeof(Payloads))]
    public void The_check_finds_markup_that_is_not_encoded(string payload)
    {
        string[] places =
        [
            $"<p>{payload}</p>", $"<input value=\"{payload}\">", $"<input value='{payload}'>", $"<textarea>{payload}</textarea>",
            $"<a href=\"{payload}\">x</a>",
        ];

        if (payload.AsSpan().ContainsAny("<\"':"))
            Assert.Contains(places, place => Record.Exception(() => HarmlessPage.Check(place, "", payload: "")) is Xunit.Sdk.XunitException);
    }

    [Theory]
    [InlineData("<Order \"desk\">")]
    [InlineData("日本語 {0} '")]
    public void A_page_shows_the_name(string name)
    {
        var pages = Rendered(name).ToDictionary(page => page.Name, page => PageSamples.Shown(page.Html));

        string[] nameless =
        [
            "welcome-plain", "request", "list-empty", "invitation-over", "status-over", "signed-out", "device-done", "error-Address", "demo-Cancelled",
        ];
        foreach (var page in pages.Keys.Except(nameless))
            Assert.Contains(name, pages[page], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllLanguages))]
    public void Every_reference_of_a_page_has_its_target(string language)
    {
        foreach (var (name, page) in PageSamples.All("Order desk"))
        {
            var html = PageSamples.Render(page, language: language);
            Assert.Contains($"<html lang=\"{language}\">", html, StringComparison.Ordinal);
            var ids = Ids().Matches(html).Select(match => match.Groups[1].Value).ToList();
            Assert.Equal(ids.Distinct(), ids);
            foreach (Match reference in References().Matches(html))
                Assert.All(reference.Groups[1].Value.Split(' '), id => Assert.True(ids.Contains(id), $"{name}: nothing is {id}."));
            foreach (Match field in Fields().Matches(html).Where(field => !field.Value.Contains("type=\"hidden\"", StringComparison.Ordinal)))
                Assert.Contains($"<label for=\"{field.Groups[1].Value}\">", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_example_has_one_chosen_form_and_a_panel_for_each()
    {
        var html = PageSamples.Render(new WelcomePage(null));
        var groups = Tabs().Matches(html);

        Assert.Equal(17, groups.Count);
        Assert.All(groups, group =>
        {
            Assert.Single(Regex.Matches(group.Value, " checked>"));
            Assert.Equal(Regex.Count(group.Value, "<input type=\"radio\""), Regex.Count(group.Value, "<div class=\"panel\">"));
            Assert.Single(Regex.Matches(group.Value, " name=\"([^\"]+)\"").Select(match => match.Groups[1].Value).Distinct());
        });
        Assert.Equal(groups.Count, groups.Select(group => Regex.Match(group.Value, " name=\"([^\"]+)\"").Groups[1].Value).Distinct().Count());
    }

    [Fact]
    public void A_problem_stands_at_its_field_and_in_the_list_above()
    {
        var html = PageSamples.Shown(PageSamples.Render(PageSamples.All("Order desk").First(page => page.Name == "request-problems").Page));

        Assert.Contains("<li><a href=\"#redirect_uris\"><bdi>http://app.example/</bdi>: http is only for", html, StringComparison.Ordinal);
        Assert.Contains(
            "<div class=\"wrong\" id=\"redirect_uris-problem\"><p><bdi>http://app.example/</bdi>: http is only for", html, StringComparison.Ordinal);
        Assert.Matches("<textarea id=\"redirect_uris\" [^>]*aria-describedby=\"redirect_uris-hint redirect_uris-problem\" aria-invalid=\"true\"", html);
        Assert.Matches("<input id=\"name\" [^>]*aria-invalid=\"true\"", html);
        Assert.Contains("<li><a href=\"#grants\">Choose at least one grant type.</a></li>", html, StringComparison.Ordinal);
        Assert.Contains("As the domain says it: <bdi>Order desk</bdi>.", html, StringComparison.Ordinal);
        Assert.StartsWith("Error: ", Regex.Match(html, "<title>(.*?)</title>").Groups[1].Value, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, string Html)> Rendered(string name) =>
        PageSamples.All(name).Select(page => (page.Name, PageSamples.Render(page.Page, PageSamples.WorkspaceOf(name))));

    /// <summary>Every element that is opened is closed, in the right order.</summary>
    private static void AssertBalanced(string name, string html)
    {
        var open = new Stack<string>();
        foreach (Match tag in Elements().Matches(Scripts().Replace(html, "")))
        {
            var element = tag.Groups["name"].Value;
            if (tag.Value.StartsWith("</", StringComparison.Ordinal))
                Assert.True(open.TryPop(out var last) && last == element, $"{name}: {element} ends where {last} should, at {tag.Index} of {html}");
            else if (element is not ("meta" or "input" or "br" or "wbr"))
                open.Push(element);
        }

        Assert.Empty(open);
    }

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex(" (?:for|aria-describedby|href)=\"#?((?<=#|for=\"|by=\")[^\"]+)\"")]
    private static partial Regex References();

    [GeneratedRegex("<(?:input|textarea) [^>]*?id=\"([^\"]+)\"[^>]*>")]
    private static partial Regex Fields();

    [GeneratedRegex("<fieldset class=\"tabs\">.*?</fieldset>", RegexOptions.Singleline)]
    private static partial Regex Tabs();

    [GeneratedRegex("<script data-copy=\"[^\"]*\" data-copied=\"[^\"]*\">.*?</script>|<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Scripts();

    [GeneratedRegex("</?(?<name>[a-z][a-z0-9]*)[^>]*>")]
    private static partial Regex Elements();
}
