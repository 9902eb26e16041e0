using Tollgate.Functions.Pages;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>The language of a page: the client's choice (ui_locales), otherwise the browser's preference, otherwise English.</summary>
public sealed class LanguageTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    [Theory]
    [InlineData(null, null, "en")]
    [InlineData(null, "fr", "fr")]
    [InlineData(null, "fr-CA", "fr")]
    [InlineData(null, "FR", "fr")]
    [InlineData(null, "it, fr;q=0.5", "fr")]
    [InlineData(null, "de", "de")]
    [InlineData(null, "es-MX", "es")]
    [InlineData(null, "en;q=0.4, fr;q=0.5", "fr")]
    [InlineData(null, "fr;q=0.4, en;q=0.5", "en")]
    [InlineData(null, "fr; q=0.9, en; q=0.1", "fr")]
    [InlineData(null, "fr;q=0, en", "en")]
    [InlineData(null, "fr;q=0", "en")]
    [InlineData(null, "*", "en")]
    [InlineData(null, "it", "en")]
    [InlineData(null, "fr;q=nonsense, en;q=0.1", "en")]
    [InlineData(null, ";;;,,,q=1,\"<script>", "en")]
    [InlineData("fr", "en", "fr")]
    [InlineData("en", "fr", "en")]
    [InlineData("fr-CA fr en", "en", "fr")]
    [InlineData("it en fr", "fr", "en")]
    [InlineData("nl it", "fr", "fr")]
    [InlineData("../fr", "en", "en")]
    [InlineData("<script>", null, "en")]
    public async Task The_first_preference_that_fits_an_offered_language_decides(string? uiLocales, string? acceptLanguage, string language)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address) { Languages = acceptLanguage };

        foreach (var path in new[] { Requests.Authorize(("ui_locales", uiLocales)), Requests.Authorize(("ui_locales", uiLocales), ("client_id", "nobody")) })
        {
            var page = await browser.GetAsync(path);
            Assert.Equal(language, page.Language);
            Assert.Contains($"<html lang=\"{language}\">", page.Body, StringComparison.Ordinal);
            Assert.Contains("Accept-Language", page.Header("Vary"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task The_page_of_a_failed_sign_in_keeps_the_language(string language)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.GetAsync(Requests.Authorize(("ui_locales", language)));

        Assert.Equal(language, (await browser.SubmitAsync(page, ("username", "nobody"), ("password", "wrong"))).Language);
    }

    [Fact]
    public async Task The_metadata_lists_the_languages()
    {
        var metadata = await (await host.Client.GetAsync("/.well-known/openid-configuration")).JsonAsync();

        Assert.Equal(["en", "de", "es", "fr"], metadata.GetProperty("ui_locales_supported").EnumerateArray().Select(each => each.GetString()));
    }

    [Fact]
    public void Every_language_has_every_text_with_the_same_places_for_values()
    {
        var english = Languages.In("en");
        foreach (var language in Languages.Names)
        {
            var texts = Languages.In(language);
            Assert.Equal(english.Keys.Order(StringComparer.Ordinal), texts.Keys.Order(StringComparer.Ordinal));
            Assert.All(english.Keys, key => Assert.Equal(Places(english[key]), Places(texts[key])));
            Assert.All(texts.Keys, key => Assert.NotEqual("", texts[key].Trim()));
        }

        // In a text, every brace begins a placeholder.
        static IEnumerable<string> Places(string text) => text.Split('{')[1..].Select(part => part[..2]).Order(StringComparer.Ordinal);
    }
}
