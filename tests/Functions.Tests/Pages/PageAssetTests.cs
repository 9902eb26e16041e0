using System.Text.RegularExpressions;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>Checks the style sheet and the scripts as a linter does.</summary>
public sealed partial class PageAssetTests
{
    private static readonly string Folder = Repository.PathOf("src", "Functions", "Pages", "assets");

    private static readonly string Pages = string.Concat(PageSamples.All("Order desk").Select(page => PageSamples.Render(page.Page)));

    [Fact]
    public void Every_class_and_every_property_of_a_style_is_used()
    {
        var styles = string.Concat(Directory.EnumerateFiles(Folder, "*.css").Select(File.ReadAllText));
        var scripts = string.Concat(Directory.EnumerateFiles(Folder, "*.js").Select(File.ReadAllText));
        var used = ClassesOfPages().Matches(Pages).Concat(ClassesOfScripts().Matches(scripts))
            .SelectMany(match => match.Groups[1].Value.Split(' ')).ToHashSet();

        Assert.Empty(ClassesOfStyles().Matches(styles).Select(match => match.Groups[1].Value).Distinct().Except(used));
        Assert.All(Properties().Matches(styles), match => Assert.Contains($"var({match.Groups[1].Value})", styles, StringComparison.Ordinal));
        Assert.Equal(styles.Count(each => each == '{'), styles.Count(each => each == '}'));
    }

    [Fact]
    public void No_style_asks_for_another_file() =>
        Assert.All(Directory.EnumerateFiles(Folder), file => Assert.DoesNotMatch("@import|url\\(|https?:|\\bimport\\b|\\beval\\b|innerHTML", File.ReadAllText(
            file)));

    [GeneratedRegex("class=\"([^\"]+)\"")]
    private static partial Regex ClassesOfPages();

    [GeneratedRegex("className = \"([^\"]+)\"")]
    private static partial Regex ClassesOfScripts();

    [GeneratedRegex(@"\.([a-z][a-z-]*)(?=[^;]*\{)")]
    private static partial Regex ClassesOfStyles();

    [GeneratedRegex(@"(--[a-z-]+):")]
    private static partial Regex Properties();
}
