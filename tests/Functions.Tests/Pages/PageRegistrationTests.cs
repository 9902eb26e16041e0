using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Welcome;
using Tollgate.Functions.Pages;
using Tollgate.Functions.Pages.Views;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>Each page has one registration, which decides everything about the page.</summary>
public sealed class PageRegistrationTests
{
    [Fact]
    public void Every_page_of_the_domain_has_exactly_one_registration()
    {
        var pages = typeof(Page).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Page)) && !type.IsAbstract);

        Assert.Equal(
            pages.Select(page => page.Name).Order(StringComparer.Ordinal),
            PageRegistrations.All.Select(registration => registration.Page.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_page_has_a_sample() => Assert.Empty(
        PageRegistrations.All.Select(registration => registration.Page).Except(PageSamples.All("Order desk").Select(sample => sample.Page.GetType())));

    [Fact]
    public void Title_body_shape_status_wait_and_policy_of_a_page_are_those_of_its_registration()
    {
        var renderer = new PageRenderer(() =>
        [
            PageRegistration.Of<FakePage>((page, context) => new PageView("A <title>", $"<p>{page.Text}</p>")
            {
                Shape = Shape.Document,
                Status = HttpStatusCode.Conflict,
                Wait = TimeSpan.FromSeconds(7),
                Problem = "Wrong",
                Script = PageScript.Copy,
            }),
        ]);

        var rendered = renderer.Render(new FakePage("<b>"), new PageContext(PageSamples.Workspace, new PageLanguage(Languages.In("fr"))));

        Assert.Equal((HttpStatusCode.Conflict, TimeSpan.FromSeconds(7), "fr"), (rendered.Status, rendered.Wait, rendered.Language));
        foreach (var text in new[] { "<h1>A &lt;title&gt;</h1>", "<p>&lt;b&gt;</p>", "<body class=\"document\">", "<title>Erreur\u00a0: Wrong</title>" })
            Assert.Contains(text, WithSpaces(rendered.Html), StringComparison.Ordinal);
        Assert.Contains("script-src 'sha256-", rendered.Policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", rendered.Policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renderer_that_throws_is_a_fault_like_any_other()
    {
        var (answer, log) = await FaultAsync(Throwing<WelcomePage>());

        Assert.Equal((HttpStatusCode.InternalServerError, "text/html; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
        Assert.Contains($"server_error: The server met an unexpected condition. Correlation id {IdIn(log)}.", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("a bug with secret-detail", answer.Body, StringComparison.Ordinal);
        Assert.Equal("fr", answer.Language);
    }

    [Fact]
    public async Task If_the_error_page_cannot_be_rendered_either_the_error_is_sent_as_JSON()
    {
        var (answer, log) = await FaultAsync(Throwing<WelcomePage>(), Throwing<ErrorPage>());

        Assert.Equal((HttpStatusCode.InternalServerError, "application/json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Contains("\"error\":\"server_error\"", answer.Body, StringComparison.Ordinal);
        Assert.Contains(IdIn(log), answer.Body, StringComparison.Ordinal);
    }

    private static PageRegistration Throwing<TPage>()
        where TPage : Page => PageRegistration.Of<TPage>((_, _) => throw new InvalidOperationException("a bug with secret-detail"));

    private static async Task<(Answer Answer, RecordingLoggerProvider Log)> FaultAsync(params PageRegistration[] broken)
    {
        var log = new RecordingLoggerProvider();
        var kept = PageRegistrations.All.Where(registration => !broken.Select(each => each.Page).Contains(registration.Page));
        await using var host = await TestHost.StartAsync(
            options => options with { LogLevel = LogLevel.Information },
            services => services.AddSingleton(new PageRenderer(() => [.. kept, .. broken])).AddSingleton<ILoggerProvider>(log));
        using var browser = new ScriptlessBrowser(host.Address);
        return (await browser.GetAsync("/?lang=fr"), log);
    }

    private static string IdIn(RecordingLoggerProvider log) =>
        Assert.Single(log.Entries, entry => entry.Level == LogLevel.Error && entry.Message.Contains("correlation id", StringComparison.Ordinal))
            .Message.Split(' ')[^1];

    private static string WithSpaces(string html) => html.Replace("&#xA0;", "\u00a0", StringComparison.Ordinal);

    private sealed record FakePage(string Text) : Page;
}
