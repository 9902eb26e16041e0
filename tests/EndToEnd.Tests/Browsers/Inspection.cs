using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>
/// Checks pages with axe and at several widths. If TOLLGATE_SCREENSHOTS names a folder, it writes a picture of each page there for people.
/// </summary>
internal sealed class Inspection(string language, ColorScheme scheme)
{
    private const int Phone = 360;
    private const int Desktop = 1280;

    private static readonly (int Width, int Height)[] Sizes = [(320, 640), (Phone, 740), (Desktop, 800)];
    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("TOLLGATE_SCREENSHOTS");

    private readonly List<string> _seen = [];

    /// <summary>
    /// The languages and color schemes to inspect pages in. `dotnet test` takes each value once. The second run on the worker takes each pair.
    /// </summary>
    public static TheoryData<string, ColorScheme> Looks { get; } = IsThorough
        ? new() { { "en", ColorScheme.Light }, { "en", ColorScheme.Dark }, { "fr", ColorScheme.Light }, { "fr", ColorScheme.Dark } }
        : new() { { "en", ColorScheme.Light }, { "fr", ColorScheme.Dark } };

    private static bool IsThorough => ServerProcess.IsWorker || Effort.IsLong;

    /// <summary>The widths to run axe at. Phones and desktops have the same markup, so one of them is enough at most times.</summary>
    private static IReadOnlyList<int> AxeAt { get; } = IsThorough ? [Phone, Desktop] : [Phone];

    /// <summary>The names of the pages that were inspected.</summary>
    public IReadOnlyList<string> Seen => _seen;

    /// <summary>Checks that the page fits at all widths and that axe finds no fault.</summary>
    public async Task SeeAsync(BrowserWindow window, string name)
    {
        _seen.Add(name);
        var page = window.Page;
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        foreach (var (width, height) in Sizes)
        {
            await page.SetViewportSizeAsync(width, height);
            Assert.False(await OverflowsAsync(page), $"{name} ({scheme}) does not fit into {width}.");
            if (Screenshots is not null && width >= Phone)
                await ShootAsync(page, Path.Combine(Screenshots, $"{name}-{language}-{scheme}-{width}.png"));
            if (AxeAt.Contains(width))
                Judge(await page.RunAxe(), $"{name} ({scheme}, {width})");
        }

        await page.SetViewportSizeAsync(Phone, 740);
        Assert.Equal(language, (await window.LookAsync()).Language);
    }

    /// <summary>Whether the page, or a box in it, is wider than its space and needs scrolling.</summary>
    private static Task<bool> OverflowsAsync(IPage page) => page.EvaluateAsync<bool>(
        "() => [document.documentElement, ...document.querySelectorAll('pre')].some(element => element.scrollWidth > element.clientWidth)");

    private static Task<byte[]> ShootAsync(IPage page, string file) => page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });

    private static void Judge(AxeResult result, string where)
    {
        // If fewer rules pass, axe did not run.
        Assert.InRange(result.Passes.Length, 10, 100);
        foreach (var (kind, items) in new[] { ("violates", result.Violations), ("may violate", result.Incomplete) })
            Assert.True(items.Length == 0, $"{where} {kind} {string.Join("; ", items.Select(Describe))}");
    }

    private static string Describe(AxeResultItem item) => $"{item.Id} at {string.Join(", ", item.Nodes.Select(node => node.Html))}";
}
